import type { Columns } from "./column.ts";
import type { RunRecord } from "./provenance.ts";

/** A cell of a table that was read back: undefined is blank. Texts are as they were before they were guarded. */
export type CellRead = string | number | boolean | undefined;

/** A table of a run as it was read back from its folder. */
export interface RunTable {
  readonly name: string;
  /** The dictionary of its columns, in their order. */
  readonly columns: Columns;
  /** The columns that tell its rows apart. */
  readonly key: readonly string[];
  /** How many rows there are. */
  readonly length: number;
  /**
   * The rows one at a time, their cells in the order of the columns: strings in columns of text, numbers in those of
   * numbers and counts, true and false in those of yes and no. Each call begins anew.
   *
   * @throws {Trouble} when a cell is not of its column's kind, or the table changed since the run.
   */
  rows(): Iterable<readonly CellRead[]>;
}

/** A run as it was read back from its folder: where it comes from, and its tables in the order of the stages. */
export interface RunTables {
  readonly record: RunRecord;
  readonly tables: readonly RunTable[];
  /** The cards as spreadsheets of RDES, as the run wrote them; undefined in runs from before there were any. */
  readonly rdes: readonly { readonly file: string; bytes(): Uint8Array }[] | undefined;
}
