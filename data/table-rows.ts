import type { CellRead, RunTable, RunTables } from "./run-tables.ts";
import { listing, Trouble } from "./trouble.ts";

/** Some columns of a table of a run, in memory, their cells looked up by row. */
export interface TableRows {
  readonly length: number;
  /** The cells of a column of texts, or of yes and no; "" where blank. */
  readonly text: (column: string) => (row: number) => string;
  /** The cells of a column of numbers; undefined where blank. */
  readonly number: (column: string) => (row: number) => number | undefined;
}

/**
 * The columns of a table that are named, each word once however many rows hold it.
 *
 * @throws {Trouble} when the run has no such table or columns.
 */
export function tableRows(run: RunTables, name: string, columns: readonly string[]): TableRows {
  const table = run.tables.find((table) => table.name === name);
  const { version } = run.record;
  if (table === undefined) {
    const text = "is not in the run, which was stopped before it, and the form is made of it.";
    throw new Trouble([{ code: "form-unfit", file: `${name}.csv`, text }]);
  }
  const missing = columns.filter((column) => !Object.hasOwn(table.columns, column));
  if (missing.length > 0) {
    const text = `has no column ${listing(missing)}; deltact ${version} wrote it.`;
    throw new Trouble([{ code: "run-version", file: `${name}.csv`, text }]);
  }
  return read(table, columns);
}

/** Words as their place among all words, numbers as they are. */
function read(table: RunTable, columns: readonly string[]): TableRows {
  const names = Object.keys(table.columns);
  const isNumber = (column: string) => ["number", "count"].includes(table.columns[column]!.kind);
  const places = new Map<string, number>();
  const spelt: string[] = [];
  const placeOf = (word: string) => {
    const place = places.get(word) ?? spelt.push(word) - 1;
    places.set(word, place);
    return place;
  };
  const held = columns.map((column) => ({
    column,
    from: names.indexOf(column),
    code: isNumber(column) ? (cell: CellRead) => Number(cell ?? Number.NaN) : (cell: CellRead) => placeOf(wordOf(cell)),
    values: isNumber(column) ? new Float64Array(table.length) : new Uint32Array(table.length),
  }));
  let row = 0;
  for (const cells of table.rows()) {
    for (const { from, code, values } of held) values[row] = code(cells[from]);
    row++;
  }
  const valuesOf = (column: string) => held.find((one) => one.column === column)!.values;
  return {
    length: row,
    text: (column) => {
      const values = valuesOf(column);
      return (row) => spelt[values[row]!]!;
    },
    number: (column) => {
      const values = valuesOf(column);
      return (row) => (Number.isNaN(values[row]!) ? undefined : values[row]!);
    },
  };
}

function wordOf(cell: CellRead): string {
  return typeof cell === "boolean" ? (cell ? "yes" : "no") : String(cell ?? "");
}
