import { type Counting, counted } from "./counted.ts";
import { jonckheereDistribution } from "./jonckheere-distribution.ts";
import { kthDifference } from "./kth-difference.ts";
import { alphaOf } from "./level.ts";
import { midranks } from "./midranks.ts";
import { type Numbers, numbers } from "./numbers.ts";
import { placements } from "./placements.ts";
import { rankP } from "./rank-p.ts";
import { rankSumDistribution } from "./rank-sum-distribution.ts";
import type { TestWithP } from "./result.ts";
import { shiftEstimate } from "./shift-estimate.ts";
import { tiedRankSumDistribution } from "./tied-rank-sum-distribution.ts";

/**
 * Do the values of one group lie above those of another, and by how much? Wilcoxon's rank-sum test, which is Mann and
 * Whitney's.
 *
 * Formula: statistic W = the number of pairs with a above b, ties half. The exact distribution when both groups have
 * fewer than 50 values and no two values tie; else the normal one with tie and continuity correction, variance m n / 12
 * (N + 1 - sum(t^3 - t) / (N (N - 1))). Estimate: the median of all differences a_i - b_j. Interval: the shifts which
 * the same test does not contradict; its limits are such differences. All values equal: p is 1.
 * Option `exact`: true counts p over all choices of who is in the first group, the values as they are, also with ties,
 * where p is the part with W at least as far from m n / 2; then the interval is still by the normal distribution, for
 * at other shifts other values tie. false takes the normal distribution.
 * Unit: estimate, low and high as the values; n counts both groups.
 * Source: Mann HB, Whitney DR (1947) On a test of whether one of two random variables is stochastically larger than the
 * other. Ann. Math. Stat. 18:50-60; Hollander M, Wolfe DA (1999) Nonparametric Statistical Methods, 2nd ed., 4.1-4.3.
 * Checked: R 4.2.2 `wilcox.test(a, b, conf.int = TRUE)`, and `coin::wilcox_test(distribution = "exact")` for an exact p
 * with ties -> test/reference/rank-sum.json. It differs where R has no answer at the level asked for: there R gives the
 * extreme differences, this gives no interval.
 * Cost: O(n log n): one sort a group; 0.01 ms at 7 and 17, 3 ms at 5,000 and 5,000. Exact with ties as
 * `tiedRankSumDistribution`, each time.
 *
 * @example
 * rankSum([3, 4, 5, 6.5], [1, 2, 2.5, 0.5]).p // 0.02857142857142857
 * rankSum([3, 4, 5, 6.5], [1, 2, 2.5, 0.5]).estimate // 3
 * rankSum([1, 1], [1, 1]).p // 1
 * rankSum([2, 3, 3], [1, 1, 2], { exact: true }).p // 0.2
 * @throws {RangeError} when a value is not finite, a group is empty, or an exact p is asked for of more than 100 values
 */
export function rankSum(a: Numbers, b: Numbers, options: Counting = {}): TestWithP {
  const alpha = alphaOf("rank-sum", options);
  const [first, second] = [numbers("rank-sum", a).sort(), numbers("rank-sum", b).sort()];
  const [m, n] = [first.length, second.length];
  if (m < 1 || n < 1) throw new RangeError(`rank-sum: needs at least 1 value in each group, got ${m} and ${n}`);
  const { wins: statistic, ties, equals } = placements(first, second);
  const few = m < 50 && n < 50;
  const exact = counted("rank-sum", options, few && ties === 0, m + n);
  const sigma = (tied: number) => Math.sqrt(((m * n) / 12) * (m + n + 1 - tied / ((m + n) * (m + n - 1))));
  const untied = () => (few ? rankSumDistribution(m, n) : jonckheereDistribution([m, n]));
  const distribution = exact && ties === 0 ? untied() : undefined;
  const p =
    exact && ties > 0
      ? tiedP(first, second, statistic)
      : rankP(statistic, m * n, distribution ?? { sigma: sigma(ties) });
  const shift = shiftEstimate(kthDifference(first, second), m * n, alpha, distribution ?? { sigma: sigma(equals) });
  return { method: "rank-sum", exact, statistic, ...shift, p, n: m + n };
}

/** With ties the distribution need not be symmetric: of both sides, what is as far from the mean. */
function tiedP(a: Float64Array, b: Float64Array, statistic: number): number {
  const middle = (a.length * b.length) / 2;
  const beyond = Math.abs(statistic - middle);
  if (beyond === 0) return 1;
  const tails = tiedRankSumDistribution(midranks([...a, ...b]).ranks, a.length);
  return Math.min(1, tails.atMost(middle - beyond) + tails.atLeast(middle + beyond));
}
