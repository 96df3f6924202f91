import { alphaOf, type Level } from "./level.ts";
import { normalInterval } from "./normal-interval.ts";
import { normalTwoSided } from "./normal-tail.ts";
import { type Numbers, numbers } from "./numbers.ts";
import { placements } from "./placements.ts";
import type { TestResult } from "./result.ts";

/**
 * How probable is it that a value of the first group exceeds one of the second? The area under the ROC curve.
 *
 * Formula: P(a > b) + P(a = b) / 2; DeLong's variance, var(placements of a) / m + var(placements of b) / n; statistic
 * z = (AUC - 1/2) / se, its p from the normal distribution; interval AUC -+ z se within 0 and 1. Without a spread (the
 * groups do not overlap, all is equal, or a group has 1 value) there is no statistic, no p and no interval.
 * Unit: probability; 0.5 is none. n counts both groups.
 * Source: DeLong ER, DeLong DM, Clarke-Pearson DL (1988) Comparing the areas under two or more correlated receiver
 * operating characteristic curves: a nonparametric approach. Biometrics 44:837-845.
 * Checked: R `pROC::ci.auc`, `pROC::var` -> test/reference/auc.json
 * Cost: O(n log n): one sort a group.
 *
 * @example
 * auc([3, 4, 5], [1, 3, 2, 4.5]).estimate // 0.7916666666666666
 * auc([3, 4], [1, 2]).estimate // 1
 * auc([3, 4], [1, 2]).p // undefined
 * @throws {RangeError} when a value is not finite, or a group is empty
 */
export function auc(a: Numbers, b: Numbers, options: Level = {}): TestResult {
  const alpha = alphaOf("auc", options);
  const [first, second] = [numbers("auc", a).sort(), numbers("auc", b).sort()];
  const [m, n] = [first.length, second.length];
  if (m < 1 || n < 1) throw new RangeError(`auc: needs at least 1 value in each group, got ${m} and ${n}`);
  const { wins, spreadA, spreadB } = placements(first, second);
  const estimate = wins / (m * n);
  const error = m > 1 && n > 1 ? Math.sqrt(spreadA / (m * (m - 1)) + spreadB / (n * (n - 1))) : 0;
  const statistic = error === 0 ? undefined : (estimate - 0.5) / error;
  const p = statistic === undefined ? undefined : normalTwoSided(statistic);
  return { method: "auc", exact: false, statistic, estimate, ...normalInterval(estimate, error, alpha), p, n: m + n };
}
