import { Lines } from "./lines.ts";
import { Rendered } from "./rendered.ts";
import type { Text } from "./text.ts";

/** One line of a text. */
export interface Row {
  readonly cells: readonly string[];
  /** Its number in the file, from 1. */
  readonly line: number;
}

/** The lines of a text, for a format whose wells do not stand in one plain table. `most`: so many from the beginning. */
export function rowsOf({ bytes, lineOf }: Text, most = Number.POSITIVE_INFINITY): Row[] {
  const lines = new Lines(bytes, lineOf);
  const rows: Row[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    rows.push({ line: lines.line, cells: line.split("\t") });
    if (rows.length >= most) break;
  }
  return rows;
}

/** The text as one plain table that was made of its rows. `whole`: as `Rendered.text` has it. */
export function withRows(text: Text, rows: readonly Row[], whole = false): Text {
  const table = new Rendered();
  for (const { line, cells } of rows) table.add(line, cells);
  return table.text(text, whole);
}

export function isEmpty({ cells }: Row): boolean {
  return cells.every((cell) => cell.trim() === "");
}
