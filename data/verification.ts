import type { Problem } from "./trouble.ts";

/** Whether a run is what its inputs give. */
export interface Verification {
  readonly run: string;
  readonly study: string;
  /** Of the program that wrote the run, and of the one that verified it. */
  readonly version: { readonly wrote: string; readonly verified: string };
  /**
   * verified: recomputed, and equal to the byte; unchanged: as the record tells it, but not recomputed, as no study was named;
   * differs: a table differs; trouble: the tables are as the record tells them, but something else was found.
   */
  readonly verdict: "verified" | "unchanged" | "differs" | "trouble";
  readonly recomputed: boolean;
  readonly files: readonly VerifiedFile[];
  readonly findings: readonly Problem[];
  /** The verdict in a sentence. */
  readonly summary: string;
}

/** A table or the report of a run, by its sha256. */
export interface VerifiedFile {
  /** Its name in the run's folder. */
  readonly file: string;
  /** As provenance.json tells it; null: the run wrote it, but earlier versions tell no hash of it; undefined: no such file. */
  readonly told: string | null | undefined;
  /** As it is in the run's folder; undefined: it is not there. */
  readonly found: string | undefined;
  /** As it was recomputed; null: recomputing makes no such file; undefined: it was not recomputed. */
  readonly made?: string | null | undefined;
  /** Where the table that was found first differs from the recomputed one. */
  readonly difference?: Difference | undefined;
}

/** The first place in which two tables differ. */
export interface Difference {
  /** The line on which the row begins, from 1. */
  readonly line: number;
  /** undefined: in the heading, where a row is beyond it, and where one of the rows is not there. */
  readonly column?: string | undefined;
  /** The cell, or the row, as written; undefined: there is none. */
  readonly found: string | undefined;
  readonly made: string | undefined;
}
