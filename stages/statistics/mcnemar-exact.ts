import betainc from "@stdlib/math-base-special-betainc";
import { clopperPearson } from "./clopper-pearson.ts";
import { counts } from "./counts.ts";
import { alphaOf, type Level } from "./level.ts";
import type { TestWithP } from "./result.ts";

/** A test of the pairs that changed; `estimate` is undefined where none did. */
export interface McNemarResult extends Omit<TestWithP, "estimate"> {
  readonly estimate: number | undefined;
}

/**
 * Of the pairs that changed, did more change one way than the other? McNemar's test in its exact form: b pairs went one
 * way, c the other, and those that stayed as they were say nothing.
 *
 * Formula: given b + c, b is binomial with 1/2; p is twice the probability of the smaller of the two or less, at most 1.
 * Statistic: b. Estimate: b / (b + c), with Clopper and Pearson's interval. No pair changed: p is 1, and there is no
 * estimate and no interval.
 * Unit: share of the changed pairs; n is b + c.
 * Source: McNemar Q (1947) Note on the sampling error of the difference between correlated proportions or percentages.
 * Psychometrika 12:153-157.
 * Checked: R `binom.test(b, b + c)` -> test/reference/mcnemar-exact.json
 * Cost: O(1); 0.01 ms.
 *
 * @example
 * mcnemarExact(1, 7).p // 0.0703125
 * mcnemarExact(1, 7).estimate // 0.125
 * mcnemarExact(3, 3).p // 1
 * mcnemarExact(0, 0).p // 1
 * mcnemarExact(0, 0).estimate // undefined
 * @throws {RangeError} when a count is not a whole number from 0
 */
export function mcnemarExact(b: number, c: number, options: Level = {}): McNemarResult {
  alphaOf("mcnemar-exact", options);
  counts("mcnemar-exact", [b, c]);
  const n = b + c;
  const few = Math.min(b, c);
  const p = b === c ? 1 : 2 * betainc(0.5, n - few, few + 1, true, false);
  const { estimate, low, high } =
    n > 0 ? clopperPearson(b, n, options) : { estimate: undefined, low: undefined, high: undefined };
  return { method: "mcnemar-exact", exact: true, statistic: b, estimate, low, high, p, n };
}
