import { order } from "./order.ts";

/**
 * The p of a family of m, each times m `factor` over its place in rising order, and none above that of a larger p nor
 * above 1: from the largest p to the smallest.
 *
 * Checked: through `benjaminiHochberg` and `benjaminiYekutieli` -> test/reference/benjamini-hochberg.json
 * Cost: O(m).
 *
 * @example
 * stepUp(Float64Array.of(0.01, 0.04, 0.03), 1) // [0.03, 0.04, 0.04]
 */
export function stepUp(p: Float64Array, factor: number): Float64Array {
  const m = p.length;
  const rising = order(p);
  const q = new Float64Array(m);
  let least = 1;
  for (let place = m; place >= 1; place--) {
    const i = rising[place - 1]!;
    least = Math.min(least, ((m * factor) / place) * p[i]!);
    q[i] = least;
  }
  return q;
}
