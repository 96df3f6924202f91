import type { Columns } from "./column.ts";

/** A number to four digits, a text as an index of `Trace.words`, 1 or 0 for yes or no; null where it is blank. */
export type TraceCell = number | null;

/** Whole numbers: the first, and which of `Trace.patterns` says how much more the others are. */
export type Numbering = readonly [first: number, pattern: number];

/** Some columns of a table of the run, and its rows of each gene. */
export interface TraceTable {
  readonly table: string;
  /** What a row is, for the head of the table. */
  readonly title: string;
  readonly columns: Columns;
  readonly rows: readonly (readonly (readonly TraceCell[])[])[];
}

/**
 * What the numbers of each gene were made of, for a reader who follows a finding to its wells. Columns; the lists of
 * genes are in the order of `genes`. Numbers are rounded for the page: the tables of the run hold them all.
 */
export interface Trace {
  readonly genes: readonly {
    readonly assay: string;
    readonly gene: string;
    readonly category: string;
    readonly role: string;
  }[];
  readonly samples: {
    readonly sample: readonly string[];
    readonly subject: readonly string[];
    /** Visit and time. */
    readonly at: readonly string[];
    readonly hours: readonly (number | null)[];
    /** Cycles. */
    readonly reference_ct: readonly (number | null)[];
  };
  readonly subjects: readonly string[];
  /** Visits and times, then contrasts: what a gene is compared at. */
  readonly places: readonly { readonly at: string; readonly unit: string; readonly isChange: boolean }[];
  /** By gene and place, a value a subject; null where there is none. */
  readonly values: readonly (readonly (readonly (number | null)[])[])[];
  /** By gene and place, the subjects, as indices, whose value is only a limit or a bound. */
  readonly open: readonly (readonly (readonly number[])[])[];
  /** Of outcomes with few answers, the answers and, by subject, which: an index, -1 for none. */
  readonly outcomes: readonly {
    readonly name: string;
    readonly answers: readonly string[];
    readonly of: readonly number[];
  }[];
  readonly cards: readonly { readonly card: string; readonly file: string }[];
  /** By gene, its wells: `sample` and `card` are indices; `ct` is as the export has it. */
  readonly wells: readonly {
    readonly sample: Numbering;
    readonly card: Numbering;
    readonly well: Numbering;
    readonly line: Numbering;
    readonly ct: readonly (number | string)[];
    /** By the index of a well: what the instrument flagged, and the wells that were left out. */
    readonly flags: Readonly<Record<number, string>>;
    readonly left: readonly number[];
  }[];
  /** Lists of whole numbers that begin with 0: genes mostly lie on their cards alike. */
  readonly patterns: readonly (readonly number[])[];
  readonly tables: readonly TraceTable[];
  readonly words: readonly string[];
}
