import type { Encoding } from "./encoding.ts";
import { remedies } from "./remedies.ts";
import type { Problem } from "./trouble.ts";

/** What was recognised in one file, and every doubt about it. */
export interface Inspection {
  readonly file: string;
  readonly kind: "text" | "workbook" | "package" | "archive" | "broken";
  /** Its plain text, or those that lie in it. */
  readonly texts: readonly TextForm[];
  /** The formats by which its wells were read. */
  readonly formats: readonly { readonly name: string; readonly title: string; readonly tested: "real" | "made" }[];
  readonly tables: readonly InspectedTable[];
  readonly cards: readonly InspectedCard[];
  /** Names, in the order of the file. */
  readonly samples: readonly string[];
  readonly assays: readonly string[];
  readonly wells: {
    readonly all: number;
    readonly measured: number;
    readonly undetermined: number;
    /** The Ct cell is blank. */
    readonly noResult: number;
    /** Left out in the instrument's software. */
    readonly omitted: number;
    /** With an assay but without a sample's name: left unread. */
    readonly nameless: number;
  };
  /** The instrument's flags that were raised, the most frequent first; `meaning` blank where it is not known. */
  readonly flags: readonly { readonly flag: string; readonly meaning: string; readonly wells: number }[];
  /** What does not stop it from being read, but should be looked at. */
  readonly doubts: readonly string[];
  /** Why it is refused; empty where it is read. */
  readonly refused: readonly Refusal[];
}

export interface Refusal extends Problem {
  readonly remedy: string;
}

export function refusal(problem: Problem): Refusal {
  return { ...problem, remedy: remedies[problem.code] };
}

/** How a text is written, whatever it says. */
export interface TextForm {
  /** Where in the file it lies; blank where it is the file. */
  readonly part: string;
  readonly encoding: Encoding;
  /** How many lines end so. */
  readonly lineEnds: { readonly LF: number; readonly CRLF: number; readonly CR: number };
  readonly delimiter: "tab" | "comma" | "semicolon" | "space";
}

/** A table of wells, as it was understood. */
export interface InspectedTable {
  readonly part: string;
  readonly format: string;
  /** Of the headings. */
  readonly line: number;
  /** What each heading that was read was read as, in the order of the table. */
  readonly headings: readonly { readonly heading: string; readonly as: string }[];
  /** Headings of columns that nobody reads. */
  readonly unread: readonly string[];
  /** What stands before the decimals; of columns where nothing tells it, the numbers are not read. */
  readonly decimals: readonly ("point" | "comma" | "unclear")[];
}

export interface InspectedCard {
  readonly card: string;
  readonly part: string;
  readonly instrument: string;
  readonly software: string;
  /** When it ran, as written. */
  readonly run: string;
  readonly wells: number;
  readonly samples: number;
  readonly assays: number;
  /** Such as "96 assays x 4 samples". */
  readonly layout: string;
  /** Of the plate, as far as its shape is known; else 0. */
  readonly positions: number;
  /** How many of them have no well. */
  readonly vacant: number;
  /** Those, row by row: "A7-B2", "P24". */
  readonly absent: readonly string[];
  readonly thresholds?: InspectedThresholds | undefined;
}

/** What the Ct of a card were read with, over its assays. */
export interface InspectedThresholds {
  /** In units of fluorescence; undefined where only the manner is told. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** How many assays: set by the software itself, by hand, or not told. */
  readonly automatic: number;
  readonly manual: number;
  readonly unsaid: number;
}
