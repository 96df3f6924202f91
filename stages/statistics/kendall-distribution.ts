import { jonckheereDistribution } from "./jonckheere-distribution.ts";
import type { RankDistribution } from "./rank-distribution.ts";

/**
 * How is the number T of concordant pairs distributed when all n! orders of one list against the other are equally
 * likely, and no values tie?
 *
 * Formula: the orders with T = t are counted by the coefficient of q^t in the product of (1 - q^i) / (1 - q), i = 2 ...
 * n: Jonckheere's statistic of n groups of one.
 * Unit: probability.
 * Source: Kendall MG (1938) A new measure of rank correlation. Biometrika 30:81-93.
 * Checked: R `cor.test(method = "kendall")` -> test/reference/order-tails.json
 * Cost: O(n^3) additions / 2 once for each n (1 ms at 49), then kept.
 *
 * @example
 * kendallDistribution(4).atMost(0) // 0.041666666666666664
 * kendallDistribution(3).atLeast(2) // 0.5
 * kendallDistribution(5).quantile(0.025) // 1
 * @throws {RangeError} unless n is a whole number from 2 to 100
 */
export function kendallDistribution(n: number): RankDistribution {
  if (!(Number.isInteger(n) && n >= 2 && n <= 100)) {
    throw new RangeError(`kendall-distribution: needs a whole number from 2 to 100, got ${n}`);
  }
  return jonckheereDistribution(new Array<number>(n).fill(1));
}
