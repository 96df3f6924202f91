import { decode } from "../../data/encoding.ts";
import type { Text } from "./text.ts";

/** One line of a text. */
export interface Row {
  readonly cells: readonly string[];
  /** Its number in the file, from 1. */
  readonly line: number;
}

/** The lines of a text, for a format whose wells do not stand in one plain table. */
export function rowsOf({ bytes, lineOf }: Text): Row[] {
  const lines = decode(bytes).split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line, at) => ({ cells: line.split("\t"), line: lineOf?.[at] ?? at + 1 }));
}

/**
 * The text as one plain table that was made of its rows. It ends as the text did: a last line without an end is one that
 * may have been cut, unless `whole` says that it was not.
 */
export function withRows(text: Text, rows: readonly Row[], whole = false): Text {
  const last = text.bytes.at(-1);
  const end = whole || last === undefined || last === 10 || last === 13 ? "\n" : "";
  return {
    ...text,
    bytes: Buffer.from(rows.map(({ cells }) => cells.join("\t")).join("\n") + end),
    lineOf: Uint32Array.from(rows, ({ line }) => line),
  };
}
