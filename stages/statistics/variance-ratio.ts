import { restrictedCriterion } from "./restricted-criterion.ts";
import { type RestrictedLikelihood, restrictedLikelihood } from "./restricted-likelihood.ts";
import type { SubjectSums } from "./subject-sums.ts";

/** A slope at 0 that is below 0 by rounding alone: of the number of values. */
const LEVEL = 1e-12;

/** The ratios from which a search may start. */
const GRID = Float64Array.from({ length: 26 }, (_, i) => (i === 0 ? 0 : 4 ** (i - 13)));

/**
 * Which ratio of the variance between subjects to the residual variance has the highest restricted likelihood? 0 where the
 * values of a subject are no more alike than those of different subjects.
 *
 * Formula: the lowest criterion of 0 and the powers of 4 from 4^-12 to 4^12, so that of several valleys it is the deepest;
 * from there the root of its derivative, by Newton's steps on the logarithm of the ratio, within the neighbours, halved
 * where a step would leave what is known to hold the root; to the last digits. Where the lowest is 0 and the criterion
 * rises from there, 0.
 * Source: as `restrictedLikelihood`.
 * Checked: through `mixedModel` -> test/reference/mixed-model.json
 * Cost: 26 looks at the criterion, about 6 at the likelihood with its derivatives.
 */
export function varianceRatio(sums: SubjectSums): { readonly ratio: number; readonly at: RestrictedLikelihood } {
  const criterion = restrictedCriterion(sums);
  let best = 0;
  let lowest = criterion(GRID[0]!);
  for (let i = 1; i < GRID.length; i++) {
    const here = criterion(GRID[i]!);
    if (here < lowest) [best, lowest] = [i, here];
  }
  if (best === 0) {
    const at = restrictedLikelihood(sums, 0);
    if (at.slope >= -LEVEL * sums.n) return { ratio: 0, at };
  }
  let low = GRID[Math.max(0, best - 1)]!;
  let high = GRID[best + 1] ?? Number.MAX_VALUE;
  let ratio = GRID[best] || GRID[1]!;
  let at = restrictedLikelihood(sums, ratio);
  for (let looked = 0; looked < 200; looked++) {
    const { slope, bend } = at;
    if (slope > 0) high = ratio;
    else low = ratio;
    const step = -slope / (slope + ratio * bend);
    let next = ratio * Math.exp(step);
    if (!(next > low && next < high)) next = low > 0 ? Math.sqrt(low) * Math.sqrt(high) : high / 16;
    if (Math.abs(next - ratio) <= 4 * Number.EPSILON * ratio) break;
    ratio = next;
    at = restrictedLikelihood(sums, ratio);
  }
  return { ratio, at };
}
