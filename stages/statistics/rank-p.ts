import { normalTwoSided } from "./normal-tail.ts";
import type { RankDistribution } from "./rank-distribution.ts";

/**
 * The two-sided p of a rank statistic: twice the tail it stands in, at most 1; by the normal approximation with the
 * continuity correction of 1/2 towards the middle. Where all values tie (sigma 0) every arrangement gives this
 * statistic: 1.
 */
export function rankP(statistic: number, size: number, by: RankDistribution | { sigma: number }): number {
  const beyond = statistic - size / 2;
  if (!("sigma" in by)) return Math.min(1, 2 * (beyond > 0 ? by.atLeast(statistic) : by.atMost(statistic)));
  return beyond === 0 ? 1 : normalTwoSided((Math.abs(beyond) - 0.5) / by.sigma);
}
