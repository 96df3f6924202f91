import type { Outcome } from "../../data/outcome.ts";
import type { Subject } from "../../data/subject.ts";
import type { Troubles } from "../../data/trouble.ts";
import type { Level } from "../statistics/level.ts";
import type { TestResult } from "../statistics/result.ts";

/** What the subjects bring to a comparison, in their order: log2 expression, or log2 change. */
export interface Readings {
  /** NaN: the subject has none. */
  readonly values: Float64Array;
  /** 1: not detected; the value is the sample's limit, and the truth is at most that. */
  readonly censored: Uint8Array;
}

export interface Association {
  readonly method: string;
  /** Without an estimate where non-detects hide it. */
  readonly result: (Omit<TestResult, "estimate"> & { readonly estimate: number | undefined }) | undefined;
  /** Why there is no result, or what limits it. */
  readonly caveat: string | undefined;
}

export interface Associated {
  readonly n: number;
  readonly n1: number;
  readonly n0: number;
  /** The probability that expression orders two subjects as the outcome does, with its interval. */
  readonly concordance:
    | { readonly estimate: number; readonly low: number | undefined; readonly high: number | undefined }
    | undefined;
  readonly tests: readonly Association[];
}

/** A way to hold a kind of outcome against expression: each subject once, whatever the number of samples. */
export interface Method<Value> {
  readonly kind: Outcome["kind"];
  /** The names of its tests: a row each. */
  readonly tests: readonly string[];
  /** The outcome of each subject who has one; values that the outcome does not know are trouble. */
  readonly read: (
    outcome: Outcome,
    subjects: readonly Subject[],
    file: string,
    troubles: Troubles,
  ) => ReadonlyMap<string, Value>;
  /** `outcome`: in the order of the readings; undefined where it is not known. */
  readonly associate: (
    readings: Readings,
    outcome: readonly (Value | undefined)[],
    set: Level & { readonly min_group: number },
  ) => Associated;
}
