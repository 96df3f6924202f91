import type { Columns, Row } from "./column.ts";
import type { Figure } from "./figure.ts";
import type { Finding } from "./finding.ts";

/** A short table in the report, with the dictionary of its columns. */
export interface SummaryTable {
  readonly title: string;
  /** What a row is, how it is ordered, and what was left out. */
  readonly caption: string;
  readonly columns: Columns;
  readonly rows: readonly Row<Columns>[];
}

/** One of the findings that the first screen shows. */
export interface Highlight {
  /** One sentence, with its uncertainty. */
  readonly text: string;
  /** The assay that it is about. */
  readonly assay: string;
  readonly figure: Figure;
}

/** What a stage tells the report: content as data. The report computes nothing. */
export interface Summary {
  /** One sentence: what this stage found. */
  readonly headline: string;
  /** The same for the report's verdict, where it takes more than one sentence. */
  readonly verdict?: readonly string[];
  /** The strongest findings, at most a few. */
  readonly top?: readonly Highlight[];
  readonly counts: readonly { readonly label: string; readonly value: number | string }[];
  readonly findings: readonly Finding[];
  readonly tables: readonly SummaryTable[];
  readonly figures: readonly Figure[];
  /** How it was computed with the settings used, in sentences a paper can take. */
  readonly methods: string;
  /** Works that `methods` names, in full. */
  readonly citations?: readonly string[];
}
