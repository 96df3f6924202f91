/**
 * So many columns a text takes in help texts and complaints about words, which hold hardly anything but ASCII. In the
 * bundle it stands for the package string-width, whose tables of Unicode are a third of the command line's start.
 */
export default function textWidth(text) {
  return [...text].length;
}
