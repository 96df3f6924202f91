/** Width of a character of the axis type (12 px), on average; a drawing cannot measure its own text. */
const CHARACTER = 7;

/** About how wide a text is drawn. */
export function widthOf(text: string): number {
  return text.length * CHARACTER;
}

/** A text in lines of at most this width. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && widthOf(`${line} ${word}`) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A text of at most this width, its end cut when it is longer. */
export function clip(text: string, width: number): string {
  const most = Math.max(3, Math.floor(width / CHARACTER));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
