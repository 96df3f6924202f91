import { kendallDistribution } from "./kendall-distribution.ts";
import { normalTwoSided } from "./normal-tail.ts";
import type { PairOrder } from "./pair-order.ts";
import { rankP } from "./rank-p.ts";
import { scoreSigma } from "./score-sigma.ts";

/**
 * The two-sided p of Kendall's score: counted below 50 pairs of values without ties, else normal with the variance for
 * ties and without a continuity correction. Where all values of a list tie, every order gives this score: 1.
 *
 * Unit: probability.
 * Source: as `kendall`.
 * Checked: R `cor.test(method = "kendall")` -> test/reference/kendall.json
 * Cost: O(1) after the distribution.
 *
 * @example
 * scoreP(2, pairOrder(Float64Array.of(1, 2), Float64Array.of(1, 2))) // { exact: true, p: 1 }
 */
export function scoreP(n: number, { score, tiesX, tiesY }: PairOrder): { exact: boolean; p: number } {
  const exact = n < 50 && tiesX.pairs === 0 && tiesY.pairs === 0;
  const all = (n * (n - 1)) / 2;
  if (exact) return { exact, p: rankP((all + score) / 2, all, kendallDistribution(n)) };
  return { exact, p: score === 0 ? 1 : normalTwoSided(score / scoreSigma(n, tiesX, tiesY)) };
}
