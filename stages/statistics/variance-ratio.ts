import { type RestrictedLikelihood, restrictedLikelihood } from "./restricted-likelihood.ts";
import type { SubjectSums } from "./subject-sums.ts";

/** A slope at 0 that is below 0 by rounding alone: of the number of values. */
const LEVEL = 1e-12;

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
 * Cost: about 32 looks at the likelihood.
 */
export function varianceRatio(sums: SubjectSums): { readonly ratio: number; readonly at: RestrictedLikelihood } {
  const grid = [0, ...Array.from({ length: 25 }, (_, i) => 4 ** (i - 12))];
  const looks = grid.map((ratio) => restrictedLikelihood(sums, ratio));
  let best = 0;
  looks.forEach((look, i) => {
    if (look.criterion < looks[best]!.criterion) best = i;
  });
  if (best === 0 && looks[0]!.slope >= -LEVEL * sums.n) return { ratio: 0, at: looks[0]! };
  let low = grid[Math.max(0, best - 1)]!;
  let high = grid[best + 1] ?? Number.MAX_VALUE;
  let ratio = grid[best] || grid[1]!;
  for (let looked = 0; looked < 200; looked++) {
    const { slope, bend } = restrictedLikelihood(sums, ratio);
    if (slope > 0) high = ratio;
    else low = ratio;
    const step = -slope / (slope + ratio * bend);
    let next = ratio * Math.exp(step);
    if (!(next > low && next < high)) next = low > 0 ? Math.sqrt(low) * Math.sqrt(high) : high / 16;
    if (Math.abs(next - ratio) <= 4 * Number.EPSILON * ratio) break;
    ratio = next;
  }
  return { ratio, at: restrictedLikelihood(sums, ratio) };
}
