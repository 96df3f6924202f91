import { quote, Trouble } from "./trouble.ts";

/** What XML 1.0 has no way to write: control characters, and halves of characters. */
const UNFIT = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/**
 * A text as content or attribute of XML: its readers get it back as it was, tabs and line ends too.
 *
 * @throws {Trouble} on a text that XML cannot hold, for a file of this name.
 */
export function xmlText(file: string, text: string): string {
  if (UNFIT.test(text))
    throw new Trouble([
      { code: "form-unfit", file, text: `${quote(text)} holds a character that XML has no way to write.` },
    ]);
  return text.replace(/[&<>"\t\n\r]/g, (one) => ESCAPES[one]!);
}
