import betainc from "@stdlib/math-base-special-betainc";
import { normalLimit } from "./normal-limit.ts";
import type { RankDistribution } from "./rank-distribution.ts";

/** A rank test on so many pairs, as it is without any association. */
export interface NullTest {
  /** The number of pairs: the greatest that the statistic can be; its mean is half of that. */
  readonly pairs: number;
  /** The exact distribution, or the standard deviation and the continuity correction of the normal one. */
  readonly by: RankDistribution | { readonly sigma: number; readonly correction: number };
}

/**
 * How large must a concordance truly be for a rank test to reach two-sided level alpha with this power?
 *
 * Formula: w is the smallest number of concordant pairs whose p is at most alpha. The observed concordance is taken as
 * beta distributed, between 0 and 1, with the true C as its mean and the variance that the model gives at C: P(B > (w -
 * 1/2) / pairs) rises with C and is `power` at the answer, found by halving.
 * Unit: probability from 0.5 to 1; undefined where not even w = pairs has a p of at most alpha.
 * Source: the beta curve is ours; how near it comes is told, and simulated, by `leastDetectable` and
 * `leastDetectableOrder`.
 * Checked: R `pbeta`, `uniroot` -> test/reference/least-detectable.json
 * Cost: O(1), 53 steps: 0.1 ms.
 *
 * @example
 * leastConcordance("c", 1e-9, 0.8, { pairs: 9, by: { sigma: 2, correction: 0 } }, (c) => c / 9) // undefined
 * @throws {RangeError} when alpha is not between 0 and 1, or the power not between alpha and 1
 */
export function leastConcordance(
  method: string,
  alpha: number,
  power: number,
  { pairs, by }: NullTest,
  variance: (c: number) => number,
): number | undefined {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`${method}: an alpha lies between 0 and 1, got ${alpha}`);
  if (!(power > alpha && power < 1)) {
    throw new RangeError(`${method}: a power lies between alpha and 1, got ${power} for ${alpha}`);
  }
  const w = "sigma" in by ? Math.ceil(pairs / 2 + by.correction + normalLimit(alpha / 2) * by.sigma) : least(by, alpha);
  if (w > pairs) return undefined;
  let [low, high] = [0.5, 1];
  for (let step = 0; step < 53; step++) {
    const c = (low + high) / 2;
    const size = (c * (1 - c)) / variance(c) - 1;
    if (betainc((w - 0.5) / pairs, c * size, (1 - c) * size, true, true) < power) low = c;
    else high = c;
  }
  return high;
}

/** The smallest w whose two-sided p is at most alpha; one more than there are pairs where none has it. */
function least(distribution: RankDistribution, alpha: number): number {
  const from = distribution.quantile(alpha / 2);
  const reached = 2 * distribution.atMost(from) <= alpha * (1 + 1e-12);
  return distribution.size - from + (reached ? 0 : 1);
}
