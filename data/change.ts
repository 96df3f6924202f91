import type { Contrast } from "./contrast.ts";
import type { Matrix } from "./matrix.ts";

/**
 * What a change is. at-most, at-least: one of the two samples was not detected, and the number is a bound. imputed: a non-detect
 * was given the Ct that the study file chose. not-detected: in neither, or non-detects are dropped. The others are gaps.
 */
export const changeStates = [
  "measured",
  "imputed",
  "at-most",
  "at-least",
  "not-detected",
  "no-sample",
  "no-reference",
  "excluded",
  "no-result",
  "no-well",
] as const;

/** Indices of `changeStates`. */
export const Change = {
  measured: 0,
  imputed: 1,
  atMost: 2,
  atLeast: 3,
  notDetected: 4,
  noSample: 5,
  noReference: 6,
  excluded: 7,
  noResult: 8,
  noWell: 9,
} as const;

/** Whether a change is a number, rather than a bound or a gap. */
export function isNumber(state: number): boolean {
  return state === Change.measured || state === Change.imputed;
}

/** Whether a change is known only to be at most, or at least, a number. */
export function isBound(state: number): boolean {
  return state === Change.atMost || state === Change.atLeast;
}

/** Changes within subjects. Row = contrast * subjects + subject, column = target. */
export interface Changes {
  readonly contrasts: readonly Contrast[];
  readonly subjects: readonly string[];
  /** Indices of the panel's targets. */
  readonly assays: readonly number[];
  /** log2 change, later minus earlier; of a bound, the bound; NaN for a gap. */
  readonly log2: Matrix<"log2-change">;
  /** Index of `changeStates`. */
  readonly state: Uint8Array;
}

/** Where a change stands in `log2.values` and `state`. */
export function changeAt(changes: Changes, contrast: number, subject: number, target: number): number {
  return (contrast * changes.subjects.length + subject) * changes.assays.length + target;
}

/**
 * A change as rank tests take it: a bound counts as the value nearest to no change that it allows, so that a non-detect
 * can only weaken a finding. NaN for a gap.
 */
export function cautious(changes: Changes, at: number): number {
  const value = changes.log2.values[at]!;
  if (changes.state[at] === Change.atMost) return Math.min(value, 0);
  if (changes.state[at] === Change.atLeast) return Math.max(value, 0);
  return value;
}
