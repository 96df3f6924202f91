import { kthDifference } from "./kth-difference.ts";
import { alphaOf, type Level } from "./level.ts";
import { type Numbers, numbers } from "./numbers.ts";
import { placements } from "./placements.ts";
import { rankP } from "./rank-p.ts";
import { rankSumDistribution } from "./rank-sum-distribution.ts";
import type { TestWithP } from "./result.ts";
import { shiftEstimate } from "./shift-estimate.ts";

/**
 * Do the values of one group lie above those of another, and by how much? Wilcoxon's rank-sum test, which is Mann and
 * Whitney's.
 *
 * Formula: statistic W = the number of pairs with a above b, ties half. The exact distribution when both groups have
 * fewer than 50 values and no two values tie; else the normal one with tie and continuity correction, variance m n / 12
 * (N + 1 - sum(t^3 - t) / (N (N - 1))). Estimate: the median of all differences a_i - b_j. Interval: the shifts which
 * the same test does not contradict; its limits are such differences. All values equal: p is 1.
 * Unit: estimate, low and high as the values; n counts both groups.
 * Source: Mann HB, Whitney DR (1947) On a test of whether one of two random variables is stochastically larger than the
 * other. Ann. Math. Stat. 18:50-60; Hollander M, Wolfe DA (1999) Nonparametric Statistical Methods, 2nd ed., 4.1-4.3.
 * Checked: R 4.2.2 `wilcox.test(a, b, conf.int = TRUE)` -> test/reference/rank-sum.json. It differs where R has no
 * answer at the level asked for: there R gives the extreme differences, this gives no interval.
 * Cost: O(n log n): one sort a group; 0.01 ms at 7 and 17, 3 ms at 5,000 and 5,000.
 *
 * @example
 * rankSum([3, 4, 5, 6.5], [1, 2, 2.5, 0.5]).p // 0.02857142857142857
 * rankSum([3, 4, 5, 6.5], [1, 2, 2.5, 0.5]).estimate // 3
 * rankSum([1, 1], [1, 1]).p // 1
 * @throws {RangeError} when a value is not finite, or a group is empty
 */
export function rankSum(a: Numbers, b: Numbers, options: Level = {}): TestWithP {
  const alpha = alphaOf("rank-sum", options);
  const [first, second] = [numbers("rank-sum", a).sort(), numbers("rank-sum", b).sort()];
  const [m, n] = [first.length, second.length];
  if (m < 1 || n < 1) throw new RangeError(`rank-sum: needs at least 1 value in each group, got ${m} and ${n}`);
  const { wins: statistic, ties, equals } = placements(first, second);
  const exact = m < 50 && n < 50 && ties === 0;
  const sigma = (tied: number) => Math.sqrt(((m * n) / 12) * (m + n + 1 - tied / ((m + n) * (m + n - 1))));
  const distribution = exact ? rankSumDistribution(m, n) : undefined;
  const p = rankP(statistic, m * n, distribution ?? { sigma: sigma(ties) });
  const shift = shiftEstimate(kthDifference(first, second), m * n, alpha, distribution ?? { sigma: sigma(equals) });
  return { method: "rank-sum", exact, statistic, ...shift, p, n: m + n };
}
