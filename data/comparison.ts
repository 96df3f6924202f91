import type { Column } from "./column.ts";
import type { RunRecord, SettingUsed } from "./provenance.ts";

/** The same of run A and of run B. */
export type Two<T> = readonly [a: T, b: T];

/** What changed between two runs. */
export interface Comparison {
  readonly runs: Two<{ readonly folder: string; readonly record: RunRecord }>;
  /** Numbers are the same where they differ by no more than so much of the larger. */
  readonly tolerance: number;
  /** same: numbers, words and conclusions; numbers: the conclusions alone are the same; conclusions: they differ. */
  readonly verdict: "same" | "numbers" | "conclusions";
  /** What a reader wants to know first, the weightiest first. */
  readonly summary: readonly string[];
  readonly inputs: readonly InputChange[];
  readonly settings: readonly SettingChange[];
  readonly tables: readonly TableChange[];
  readonly conclusions: readonly ConclusionChange[];
}

export interface InputChange {
  readonly change: "changed" | "added" | "removed" | "renamed";
  readonly path: string;
  /** Its name in A, where it is renamed. */
  readonly before?: string | undefined;
  /** undefined: the run did not read it. */
  readonly sha256: Two<string | undefined>;
}

export interface SettingChange {
  readonly name: string;
  readonly unit: string;
  /** undefined: the run's version has no such setting. */
  readonly used: Two<Pick<SettingUsed, "value" | "from"> | undefined>;
}

/** What changed in a table. */
export interface TableChange {
  /** Name of the file, without `.csv`. */
  readonly table: string;
  /** undefined: the run made no such table. */
  readonly rows: Two<number | undefined>;
  /** Rows that one run alone has, with the first few of them. */
  readonly alone: Two<{ readonly rows: number; readonly first: readonly string[] }>;
  /** Columns that one run alone has. */
  readonly columnsAlone: Two<readonly string[]>;
  /** Rows that both runs have and that are not the same. */
  readonly changed: number;
  /** Rows of which only the place in the inputs is another. */
  readonly moved: number;
  /** The columns with a change. */
  readonly columns: readonly ColumnChange[];
  /** Why its rows could not be compared. */
  readonly unread?: string | undefined;
}

export interface ColumnChange {
  readonly name: string;
  readonly kind: Column["kind"];
  readonly unit: string;
  /** Cells that are not the same. */
  readonly cells: number;
  /** Of these: blank in B alone, and blank in A alone. */
  readonly blanked: number;
  readonly filled: number;
  /** The largest difference between two numbers, and its share of the column's largest number in the rows that changed. */
  readonly largest?: number | undefined;
  readonly share?: number | undefined;
  /** Of two numbers the largest differences, then the first of what else changed. */
  readonly examples: readonly CellChange[];
}

export interface CellChange {
  /** The cells that tell the row apart. */
  readonly row: string;
  /** As written in the table; "" is blank. */
  readonly cell: Two<string>;
  /** B less A, where both are numbers. */
  readonly difference?: number | undefined;
}

/** A conclusion that the two runs do not share. */
export interface ConclusionChange {
  /** gained: q at most 0.05 in B alone; lost: in A alone; sign: found, in the other direction; strongest: another gene. */
  readonly change: "gained" | "lost" | "sign" | "strongest";
  readonly table: string;
  readonly test: string;
  readonly said: Two<string>;
}
