import type { Card } from "./card.ts";
import type { Problem } from "./trouble.ts";

/**
 * Number of what an extract holds and means. It goes up whenever a format reads anything otherwise, or an extract holds
 * anything else: extracts of another number are refused, and the export is read again.
 */
export const EXTRACT_VERSION = 4;

/** Columns of an extract with the type of their numbers, a row a well, in the order of the export. */
export const extractColumns = {
  /** Index of `cards`. */
  card: Uint32Array,
  well: Uint16Array,
  /** Index of `samples`. */
  sample: Uint32Array,
  /** Index of `assays`. */
  assay: Uint32Array,
  /** Index of `texts`. */
  task: Uint32Array,
  ct: Float64Array,
  state: Uint8Array,
  /** Index of `texts`. */
  flags: Uint32Array,
  omitted: Uint8Array,
  vendorMean: Float32Array,
  line: Uint32Array,
  /** A number of decimals, or an index of `texts` + TEXTS, as in `Wells`. */
  written: Uint32Array,
  /** Thousandths + 1; 0: none, as in `Wells`. */
  ampScore: Uint16Array,
  cqConfidence: Uint16Array,
  /** What the first well of the assay on the card was read with, on each of its wells; NaN: none. */
  threshold: Float32Array,
  /** What is said of that threshold and of the baseline, as in `Thresholds`; 0: the export has no such columns. */
  said: Uint8Array,
} as const;

export type ExtractColumns = {
  readonly [name in keyof typeof extractColumns]: InstanceType<(typeof extractColumns)[name]>;
};

/** What reading one export gave besides rows. */
export interface ExtractTexts {
  readonly version: number;
  /** The export's name without folders and ending: cards that nothing else names are named by it. */
  readonly stem: string;
  /** Wells. */
  readonly length: number;
  /** Sample cells, assay cells, and all other texts, as the export has them, in the order of their first appearance. */
  readonly samples: readonly string[];
  readonly assays: readonly string[];
  readonly texts: readonly string[];
  readonly cards: readonly Omit<Card, "file">[];
  /** Problems of rows: told unless their sample turns out to be withheld. */
  readonly doubts: readonly ExtractDoubt[];
  /** Problems of the whole file. */
  readonly problems: readonly ExtractProblem[];
  /** Wells with an assay but without a sample's name. */
  readonly nameless: number;
}

export type ExtractProblem = Omit<Problem, "file">;

export interface ExtractDoubt {
  readonly problem: ExtractProblem;
  readonly card: number;
  /** Index of `samples`. */
  readonly sample: number;
  /** The well whose Ct cell it is about, where it is about one: it goes with the well; -1: it stands for itself. */
  readonly row: number;
}

/**
 * All that reading one export gives, whatever the panel, the samples table and the study's other files are: put into a
 * study's wells, it leaves them as reading the export would.
 */
export type Extract = ExtractTexts & { readonly columns: ExtractColumns };

/** The name of a file without folders and ending, and without that of its compression. */
export function stemOf(file: string): string {
  return file
    .replace(/^.*\//, "")
    .replace(/\.gz$/i, "")
    .replace(/\.[^.]*$/, "");
}
