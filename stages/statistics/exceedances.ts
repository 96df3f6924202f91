import type { PermutedStatistics } from "./permuted-statistics.ts";

/**
 * How near the observed size a size must come to have reached it. Two arrangements that are equal in truth may differ
 * in the last bits of a sum, which must not decide a p; sizes are of the order of 1.
 */
const NEAR = 1e-9;

/**
 * In how many arrangements is a statistic at least as far from 0 as the observed one? Of any number of statistics that
 * are made of the z of all genes: `compute` writes them, from z, into an array of their length.
 *
 * Unit: arrangements. `observed`: the statistics themselves.
 * Source: as `permutationP`, which makes a p of the number.
 * Checked: through `maxT`, `setSelfContained` and `setCompetitive` -> test/reference/permutations.json
 * Cost: one `compute` an arrangement.
 *
 * @example
 * exceedances({ observed: [2], each: (visit) => [[2], [-2], [1]].forEach(visit) }, 1, (z, into) => into.set(z)).reached // [2]
 */
export function exceedances(
  permuted: Pick<PermutedStatistics, "observed" | "each">,
  many: number,
  compute: (z: Float64Array, into: Float64Array) => void,
): { readonly observed: Float64Array; readonly reached: Uint32Array } {
  const observed = new Float64Array(many);
  compute(permuted.observed, observed);
  const least = observed.map((value) => Math.abs(value) - NEAR * Math.max(1, Math.abs(value)));
  const reached = new Uint32Array(many);
  const now = new Float64Array(many);
  permuted.each((z) => {
    compute(z, now);
    for (let i = 0; i < many; i++) if (Math.abs(now[i]!) >= least[i]!) reached[i]!++;
  });
  return { observed, reached };
}
