import { Lines } from "./lines.ts";
import type { Text } from "./text.ts";

/** A text as its rows of cells. */
export interface Grid {
  readonly rows: readonly Row[];
  /** Whether the last line has an end; where it has none the file may be cut off. */
  readonly ended: boolean;
}

export interface Row {
  /** In the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** `most`: so many rows from the beginning. */
export function gridOf({ bytes, lineOf }: Text, most = Number.POSITIVE_INFINITY): Grid {
  const lines = new Lines(bytes, lineOf);
  const rows: Row[] = [];
  for (let text = lines.next(); text !== undefined; text = lines.next()) {
    rows.push({ line: lines.line, cells: text.split("\t") });
    if (rows.length >= most) break;
  }
  const last = bytes[bytes.length - 1];
  return { rows, ended: last === 10 || last === 13 };
}

/** Rows as a text in the place of another. */
export function textOf(text: Text, rows: readonly Row[], ended: boolean): Text {
  const lines = rows.map(({ cells }) => cells.join("\t"));
  const bytes = Buffer.from(lines.join("\n") + (ended ? "\n" : ""));
  return { ...text, bytes, lineOf: Uint32Array.from(rows, ({ line }) => line) };
}

export function isEmpty({ cells }: Row): boolean {
  return cells.every((cell) => cell.trim() === "");
}
