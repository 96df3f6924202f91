import { normalLimit } from "./normal-limit.ts";
import type { Kth } from "./pair-sums.ts";
import type { RankDistribution } from "./rank-distribution.ts";

/**
 * Which shift do the pairs of a rank test speak for, and between which limits does the test not contradict it? The
 * pairs are the `size` Walsh averages or differences; the statistic at a shift d is the number of them above d, so the
 * estimate is their median and each limit is one of them, as far from its end as the test at this alpha reaches.
 *
 * Formula: the limits are the k-th pair from either end; by the exact distribution k is its alpha/2 quantile; by the
 * normal one k - 1 = floor(size/2 - 1/2 - z sigma), the 1/2 being the continuity correction and sigma that of a shift
 * which makes no pair 0 (only equal values tie there). Where even k = 1 leaves out more than alpha, there is no such
 * interval.
 * Source: Hodges JL, Lehmann EL (1963) Estimates of location based on rank tests. Ann. Math. Stat. 34:598-611; Bauer DF
 * (1972) Constructing confidence sets using rank statistics. JASA 67:687-690.
 */
export function shiftEstimate(kth: Kth, size: number, alpha: number, by: RankDistribution | { sigma: number }) {
  const middle = Math.ceil(size / 2);
  const estimate = size % 2 === 1 ? kth(middle) : (kth(middle) + kth(middle + 1)) / 2;
  const k = "sigma" in by ? normalPlace(size, by.sigma, alpha) : exactPlace(by, alpha);
  return k < 1 ? { estimate, low: undefined, high: undefined } : { estimate, low: kth(k), high: kth(size + 1 - k) };
}

function exactPlace(distribution: RankDistribution, alpha: number): number {
  const k = distribution.quantile(alpha / 2);
  return k > 0 || 2 * distribution.atMost(0) > alpha * (1 + 1e-12) ? k : 1;
}

function normalPlace(size: number, sigma: number, alpha: number): number {
  return Math.floor(size / 2 - 0.5 - normalLimit(alpha / 2) * sigma) + 1;
}
