import type { Outcome } from "../../data/outcome.ts";
import type { Subject } from "../../data/subject.ts";
import type { Troubles } from "../../data/trouble.ts";
import type { Level } from "../statistics/level.ts";
import type { PermutedOutcome } from "../statistics/outcome-scores.ts";
import type { TestResult } from "../statistics/result.ts";
import type { Halved } from "./halves.ts";

/** What the subjects bring to a comparison, in their order: log2 expression, or log2 change. */
export interface Readings {
  /** NaN: the subject has none. */
  readonly values: Float64Array;
  /** 1: not detected; the value is the sample's limit, and the truth is at most that. */
  readonly censored: Uint8Array;
}

/** What models adjust for: a column each, by subject; NaN where a subject's is not known. */
export interface Covariates {
  /** As study.yaml names them. */
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** When the values were measured, where an outcome runs on in time. */
export interface When {
  /** Whether it was after Day 1, so that who has left by then cannot be compared. */
  readonly later: boolean;
  /** Days since 1970-01-01 on which each subject's sample was taken; NaN where it is not known. */
  readonly days: Float64Array;
}

/** One gene at one place. */
export interface Compared extends Readings {
  readonly covariates: Covariates;
  readonly when: When;
}

export interface Tested {
  readonly method: string;
  /** Without an estimate where non-detects hide it, or there is none. */
  readonly result: (Omit<TestResult, "estimate" | "method"> & { readonly estimate: number | undefined }) | undefined;
  /** Why there is no result, or what limits it. */
  readonly caveat: string | undefined;
  /** The covariates that it is adjusted for. */
  readonly adjustedFor?: string | undefined;
}

export interface Associated {
  readonly n: number;
  /** Subjects with yes and no, or with and without the event; undefined where the outcome has no two sides. */
  readonly n1: number | undefined;
  readonly n0: number | undefined;
  /** The probability that expression orders two subjects as the outcome does, with its interval. */
  readonly concordance:
    | { readonly estimate: number; readonly low: number | undefined; readonly high: number | undefined }
    | undefined;
  readonly tests: readonly Tested[];
}

/** The subjects table, and the order in which comparisons have its subjects. */
export interface Asked {
  readonly subjects: readonly Subject[];
  /** For errors. */
  readonly file: string;
  readonly order: readonly string[];
}

export interface CompareSettings extends Level {
  /** Fewest subjects in each group. */
  readonly min_group: number;
  /** Whether regressions are fitted beside the tests by ranks and means. */
  readonly models: boolean;
}

/** How the subjects answer to an outcome, ready to be held against expression. */
export interface Answers {
  /** How many subjects of the table gave each answer, for the report. */
  readonly counts: readonly { readonly label: string; readonly value: number }[];
  /** In the order of comparisons: a word for the answer, by which a figure groups; undefined where it is not known. */
  readonly words: readonly (string | undefined)[];
  /** Whether a subject is compared by what was measured then. */
  readonly compares: (when: When) => (who: number) => boolean;
  /** What a permutation deals out anew among those who have an answer; undefined where the kind has no such test. */
  readonly dealt: (known: readonly number[]) => PermutedOutcome | undefined;
  readonly associate: (compared: Compared, set: CompareSettings) => Associated;
  /** Of yes and no: the values of both sides as ranks take them. */
  readonly sides?: (readings: Readings) => Sides;
  /** Of a time to an event: the subjects and halves that the log-rank test compares; undefined where it compares none. */
  readonly halved?: (compared: Readings & Pick<Compared, "when">) => Halved | undefined;
}

/** Values in rising order; a non-detect is below all others, and equal to the other non-detects. */
export interface Sides {
  readonly yes: Float64Array;
  readonly no: Float64Array;
  /** How many of both were not detected. */
  readonly unseen: number;
}

/** A way to hold a kind of outcome against expression: each subject once, whatever the number of samples. */
export interface Method<O extends Outcome> {
  readonly kind: O["kind"];
  /** The names of its tests: a row each. */
  readonly tests: readonly string[];
  /** Values that the outcome does not know are trouble. */
  readonly read: (outcome: O, asked: Asked, troubles: Troubles) => Answers;
}
