import type { Outcome } from "../../data/outcome.ts";
import type { Subject } from "../../data/subject.ts";
import type { Troubles } from "../../data/trouble.ts";
import type { Level } from "../statistics/level.ts";
import type { TestResult } from "../statistics/result.ts";

/** What one subject brings to a comparison: a value on log2 expression or log2 change, or only that it lies below what can be seen. */
export interface Reading {
  readonly subject: string;
  readonly value: number;
  /** The value is the sample's limit, the truth is at most that. */
  readonly censored: boolean;
}

export interface Association {
  readonly method: string;
  readonly result: TestResult | undefined;
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

/** A way to hold a kind of outcome against expression: one row a subject, whatever the number of samples. */
export interface Method<Value> {
  readonly kind: Outcome["kind"];
  /** The outcome of each subject who has one; values that the outcome does not know are trouble. */
  readonly read: (
    outcome: Outcome,
    subjects: readonly Subject[],
    file: string,
    troubles: Troubles,
  ) => ReadonlyMap<string, Value>;
  readonly associate: (
    readings: readonly Reading[],
    outcome: ReadonlyMap<string, Value>,
    set: Level & { readonly min_group: number },
  ) => Associated;
}
