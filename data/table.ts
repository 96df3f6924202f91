import type { Column, Columns, Row } from "./column.ts";

/** A number as it was written, noughts at its end and all, where `decimals` is not negative; else a text. */
export interface Written {
  readonly number: (row: number) => number;
  readonly decimals: (row: number) => number;
  readonly otherwise: (row: number) => string;
}

/**
 * The cells of one column, looked up by row: one of a few words (-1 is blank), a number (NaN is blank), any text, or a
 * number as it was written. Columns of words that the same function looks up are written together.
 */
export type Cells =
  | Written
  | { readonly words: readonly string[]; readonly word: (row: number) => number }
  | { readonly number: (row: number) => number }
  | { readonly text: (row: number) => string };

/**
 * An output table, column by column: nothing is copied from the arrays that the stages sweep over, and each word is
 * spelt once however many rows hold it. (A list of row objects of 10,000 cards would not fit in memory.)
 */
export interface Table<C extends Columns = Columns> {
  readonly columns: C;
  readonly length: number;
  readonly cells: { readonly [K in keyof C]: Cells };
}

/** A table of a list of rows: for tables that are small. */
export function tableOf<C extends Columns>(columns: C, rows: readonly Row<C>[]): Table<C> {
  const cells = {} as { [K in keyof C]: Cells };
  for (const name of Object.keys(columns) as (keyof C)[])
    cells[name] = cellsOf(columns[name]!, (row) => rows[row]![name]);
  return { columns, length: rows.length, cells };
}

function cellsOf(column: Column, at: (row: number) => unknown): Cells {
  if (column.kind === "text") return { text: (row) => (at(row) as string | undefined) ?? "" };
  if (column.kind === "yes-no") {
    return { text: (row) => (at(row) === undefined ? "" : at(row) ? "yes" : "no") };
  }
  return { number: (row) => (at(row) as number | undefined) ?? Number.NaN };
}

/** The rows of a table as objects, one at a time. */
export function* rowsOf<C extends Columns>(table: Table<C>): Generator<Row<C>> {
  const names = Object.keys(table.columns) as (keyof C & string)[];
  for (let row = 0; row < table.length; row++) {
    const object: Record<string, unknown> = {};
    for (const name of names) object[name] = cell(table.columns[name]!, table.cells[name], row);
    yield object as Row<C>;
  }
}

function cell(column: Column, cells: Cells, row: number): unknown {
  if ("decimals" in cells) {
    const decimals = cells.decimals(row);
    return decimals < 0 ? cells.otherwise(row) || undefined : cells.number(row).toFixed(decimals);
  }
  if ("number" in cells) {
    const value = cells.number(row);
    return Number.isNaN(value) ? undefined : value;
  }
  const text = "text" in cells ? cells.text(row) : (cells.words[cells.word(row)] ?? "");
  if (text === "") return undefined;
  if (column.kind === "yes-no") return text === "yes";
  return column.kind === "text" ? text : Number(text);
}
