import { SaxesParser } from "saxes";
import { decode } from "../../data/encoding.ts";

/** What is told of XML while it is walked through; names are without their prefix. */
export interface XmlReader {
  /** Gives why the rest is not to be looked at, if so. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>, line: number) => string | undefined;
  /** Text of the element that was opened last, in as many pieces as it comes. */
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

export interface XmlFault {
  readonly line: number;
  readonly text: string;
}

/** Bytes that are looked at together, and the most without any tag among them. */
const PIECE = 65_536;
const MOST_PIECE = 1_048_576;

/** Elements within each other. */
const DEEPEST = 64;

const GREATER = 62;

/**
 * Walks through XML piece by piece, each ending with a tag, and holds no more of it than a piece. Nothing is expanded but
 * the five characters that XML itself names: a document type, which could define more or name other files, is refused.
 *
 * @returns what is wrong with it, where it is not whole and well formed; what was told before is then of no use.
 */
export function readXml(bytes: Uint8Array, reader: XmlReader): XmlFault | undefined {
  const parser = new SaxesParser();
  let fault: XmlFault | undefined;
  const refuse = (text: string) => {
    fault ??= { line: parser.line, text };
  };
  parser.on("error", ({ message }) => refuse(`is not well-formed XML: ${message.replace(/^\d+:\d+: /, "")}`));
  parser.on("doctype", () => refuse("holds a document type definition, which no export needs"));
  let depth = 0;
  parser.on("opentag", ({ name, attributes }) => {
    if (fault !== undefined) return;
    const why = ++depth > DEEPEST ? `holds more than ${DEEPEST} elements within each other` : undefined;
    const refused = why ?? reader.open(local(name), attributes, parser.line);
    if (refused !== undefined) refuse(refused);
  });
  parser.on("text", (text) => reader.text(text));
  parser.on("cdata", (text) => reader.text(text));
  parser.on("closetag", ({ name }) => {
    depth--;
    if (fault === undefined) reader.close(local(name));
  });
  for (let from = 0; from < bytes.length && fault === undefined; ) {
    const to = endOf(bytes, from);
    if (to === undefined) refuse(`holds more than ${MOST_PIECE} bytes without a tag`);
    else parser.write(decode(bytes.subarray(from, to)));
    from = to ?? bytes.length;
  }
  if (fault === undefined) parser.close();
  return fault;
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Where a piece ends that begins at `from`; undefined: it is too long. */
function endOf(bytes: Uint8Array, from: number): number | undefined {
  if (bytes.length - from <= PIECE) return bytes.length;
  const before = bytes.subarray(from, from + PIECE).lastIndexOf(GREATER);
  if (before >= 0) return from + before + 1;
  const after = bytes.subarray(from, from + MOST_PIECE).indexOf(GREATER);
  if (after >= 0) return from + after + 1;
  return bytes.length - from <= MOST_PIECE ? bytes.length : undefined;
}
