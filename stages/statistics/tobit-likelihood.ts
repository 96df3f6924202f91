import { logNormalTail } from "./log-normal-tail.ts";
import type { Height, Surface } from "./maximum.ts";
import { normalHazard } from "./normal-hazard.ts";
import { weightedTriangle } from "./weighted-triangle.ts";

/** What is known of a value: it is this number, or at most, or at least this number. */
export type Bound = "exact" | "at-most" | "at-least";

/**
 * The log likelihood of normal values some of which are only known to be at most, or at least, a number; as a function of
 * the coefficients by sigma and, the last, 1 / sigma. In these it is concave: there is one maximum at most.
 *
 * Formula: with u = y / sigma - eta / sigma, log(1 / sigma) - u^2 / 2 - log(2 pi) / 2 for a value, log Phi(u) for one at
 * most y, log Phi(-u) for one at least y. A value fits worse as u moves either way, a bound better as u rises or falls;
 * 1 / sigma counts as one that fits better as it rises. The curvature is X' W X of the columns and y, with one row more for
 * the logarithms of 1 / sigma.
 * Source: Olsen RJ (1978) Note on the uniqueness of the maximum likelihood estimator for the Tobit model. Econometrica
 * 46:1211-1215.
 * Cost: O(n k^2) for k columns.
 */
export function tobitLikelihood(
  values: Float64Array,
  bounds: readonly Bound[],
  columns: readonly Float64Array[],
): Surface<Height> {
  const [n, k] = [values.length, columns.length];
  const rows = [
    ...columns.map((column) => Float64Array.from({ length: n + 1 }, (_, i) => (i < n ? -column[i]! : 0))),
    Float64Array.from({ length: n + 1 }, (_, i) => (i < n ? values[i]! : 1)),
  ];
  const exact = bounds.filter((bound) => bound === "exact").length;
  const reach = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const basis = rows.map(() => new Float64Array(n + 1));
  const roots = new Float64Array(n + 1);
  const slopes = new Float64Array(n + 1);
  const dot = (point: Float64Array, i: number) => {
    let sum = 0;
    for (let j = 0; j <= k; j++) sum += point[j]! * rows[j]![i]!;
    return sum;
  };
  return {
    at(point) {
      const precision = point[k]!;
      let value = exact * (Math.log(precision) - Math.log(2 * Math.PI) / 2);
      for (let i = 0; i < n; i++) {
        const u = dot(point, i);
        if (bounds[i] === "exact") {
          value -= (u * u) / 2;
          slopes[i] = -u;
          roots[i] = 1;
        } else {
          const side = bounds[i] === "at-most" ? 1 : -1;
          const { hazard, excess } = normalHazard(-side * u);
          value += logNormalTail(-side * u);
          slopes[i] = side * hazard;
          roots[i] = Math.sqrt(hazard * excess);
        }
      }
      slopes[n] = exact / precision;
      roots[n] = Math.sqrt(exact) / precision;
      const score = Float64Array.from(rows, (row) => row.reduce((sum, entry, i) => sum + slopes[i]! * entry, 0));
      return { value, score, triangle: weightedTriangle(rows, roots, basis).triangle };
    },
    along(direction) {
      let least = direction[k]! * reach;
      let most = Math.abs(least);
      for (let i = 0; i < n; i++) {
        const move = dot(direction, i);
        const better = bounds[i] === "exact" ? -Math.abs(move) : bounds[i] === "at-most" ? move : -move;
        let size = 0;
        for (let j = 0; j <= k; j++) size += Math.abs(direction[j]! * rows[j]![i]!);
        least = Math.min(least, better);
        most = Math.max(most, size);
      }
      return { least, most };
    },
  };
}
