import type { RunTables } from "../../data/run-tables.ts";

/** The forms that a run's tables are exported in, and what each is. They stand here so that the command line need not load the forms to name them. */
export const formWords = {
  parquet: "Parquet, a file a table",
  xlsx: "a workbook, a sheet a table",
  rdes: "RDES 1.0, a spreadsheet of Cq a card",
  rdml: "RDML 1.3, one archive of all cards",
  "dataset-json": "CDISC Dataset-JSON 1.1, the datasets of ADaM and define.xml",
  xpt: "SAS transport version 5, the same datasets and define.xml",
} as const;

export type FormName = keyof typeof formWords;

/** A file of an export. */
export interface FormFile {
  /** Letters, digits, dots and dashes; no two of an export differ in capitals alone. */
  readonly file: string;
  /** Piece by piece; whoever writes the file takes them all before asking for the next file, and each before the next piece. */
  readonly bytes: Iterable<Uint8Array>;
}

/**
 * The contract of a form. Like any report it touches neither disk nor clock: two exports of one run are equal to the
 * byte. What is large it loads when it writes.
 */
export interface Form {
  readonly name: FormName;
  /** ".xlsx": a form of one file, which ends so. undefined: a form of a folder of files. */
  readonly ending?: string;
  /**
   * The files, one after the other; a form with an ending gives exactly one.
   *
   * @throws {Trouble} `form-unfit` when the form cannot hold what the run holds.
   */
  write(run: RunTables): Iterable<FormFile> | AsyncIterable<FormFile>;
}
