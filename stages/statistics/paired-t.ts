import { mean, sampleStandardDeviation } from "simple-statistics";
import { alphaOf, type Level } from "./level.ts";
import { type Numbers, numbers } from "./numbers.ts";
import type { TestWithP } from "./result.ts";
import { studentLimit } from "./student-limit.ts";
import { studentTail } from "./student-tail.ts";

/**
 * Is the mean of paired differences 0, and what is it? Student's test of one sample.
 *
 * Formula: t = mean / (SD / sqrt n) with n - 1 degrees of freedom; interval mean -+ t quantile x SD / sqrt n.
 * Differences whose spread is no more than the rounding of their mean count as all equal, and all equal cannot be
 * tested.
 * Unit: estimate, low and high as the differences.
 * Source: Student (1908) The probable error of a mean. Biometrika 6:1-25.
 * Checked: R `t.test(x)` -> test/reference/paired-t.json
 * Cost: O(n).
 *
 * @example
 * pairedT([1, 2, 3]).statistic // 3.4641016151377544
 * pairedT([1, 2, 3]).p // 0.07417990022744853
 * @throws {RangeError} when a value is not finite, there are fewer than 2, or all are equal
 */
export function pairedT(differences: Numbers, options: Level = {}): TestWithP {
  const alpha = alphaOf("paired-t", options);
  const values = Array.from(numbers("paired-t", differences));
  const n = values.length;
  if (n < 2) throw new RangeError(`paired-t: needs at least 2 differences, got ${n}`);
  const estimate = mean(values);
  const error = sampleStandardDeviation(values) / Math.sqrt(n);
  if (error <= 10 * Number.EPSILON * Math.abs(estimate)) {
    throw new RangeError(`paired-t: needs differences that differ, got ${n} equal to ${estimate}`);
  }
  const statistic = estimate / error;
  const reach = studentLimit(alpha, n - 1) * error;
  const p = studentTail(statistic, n - 1);
  return { method: "paired-t", exact: false, statistic, estimate, low: estimate - reach, high: estimate + reach, p, n };
}
