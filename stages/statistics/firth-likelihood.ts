import { choleskyTriangle } from "./cholesky-triangle.ts";
import { firthPair } from "./firth-pair.ts";
import { type LogisticHeight, logisticLikelihood } from "./logistic-likelihood.ts";
import type { Surface } from "./maximum.ts";
import { order } from "./order.ts";

/** Where at most so many outcomes are misfits, other hills are looked for from so many observations. */
const [MISFITS, NEAR] = [2, 6];

/**
 * The logistic log likelihood with Firth's penalty, half the log determinant of the information, of all columns.
 *
 * Formula: with q the rows of the weighted orthonormal basis, h = q' q, w = p (1 - p) and t = 1 - 2 p, the penalty has
 * the value sum(log R_jj), the gradient sum(h t x_j) / 2, and the second derivatives
 * (sum(h (1 - 6 w) x_j x_l) - sum over a, b of M_jab M_lab) / 2 with M_jab = sum(t x_j q_a q_b). Far from the maximum
 * the curvature may not be positive definite; a pivot that it lacks is that of the information, which leads upwards too.
 * It can have more than one maximum where a point separates the outcomes, or nearly: between the last no and the first yes
 * both are fitted about as well by a cut near the one as near the other, and the determinant is larger at each than between
 * them. So other maxima are looked for from the cuts through the observations next to it.
 * Source: Firth D (1993) Bias reduction of maximum likelihood estimates. Biometrika 80:27-38.
 * Cost: O(n k^3) for k columns; 3 microseconds at n = 72 and k = 2, for which `firthPair` has the sums.
 */
export function firthLikelihood(
  outcome: readonly boolean[],
  columns: readonly Float64Array[],
): Surface<LogisticHeight> {
  const plain = logisticLikelihood(outcome, columns);
  const { weights, tilts, basis } = plain;
  const [n, k] = [outcome.length, columns.length];
  const hats = new Float64Array(k === 2 ? 0 : n);
  const part = new Float64Array(k === 2 ? 0 : n);

  /** The sum over observations of `part` times a column. */
  const times = (column: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += part[i]! * column[i]!;
    return sum;
  };
  return {
    at(point) {
      const { value, score, information } = plain.at(point);
      let penalty = 0;
      for (let j = 0; j < k; j++) penalty += Math.log(information[j * k + j]!);

      const curvature = new Float64Array(k * k);
      if (k === 2) {
        firthPair(columns[0]!, columns[1]!, weights, tilts, information, score, curvature);
        return { value: value + penalty, score, triangle: choleskyTriangle(curvature, k, information), information };
      }
      hats.fill(0);
      for (const q of basis) for (let i = 0; i < n; i++) hats[i]! += q[i]! * q[i]!;
      for (let i = 0; i < n; i++) part[i] = hats[i]! * tilts[i]!;
      for (let j = 0; j < k; j++) score[j]! += times(columns[j]!) / 2;

      for (let j = 0; j < k; j++) {
        for (let i = 0; i < n; i++) part[i] = hats[i]! * (1 - 6 * weights[i]!) * columns[j]![i]!;
        for (let l = j; l < k; l++) {
          let sum = -times(columns[l]!) / 2;
          for (let a = 0; a <= j; a++) sum += information[a * k + j]! * information[a * k + l]!;
          curvature[j * k + l] = sum;
        }
      }
      const bend = new Float64Array(k);
      for (let a = 0; a < k; a++) {
        for (let b = 0; b <= a; b++) {
          const [first, second] = [basis[a]!, basis[b]!];
          for (let i = 0; i < n; i++) part[i] = tilts[i]! * first[i]! * second[i]!;
          for (let j = 0; j < k; j++) bend[j] = times(columns[j]!);
          const both = a === b ? 0.5 : 1;
          for (let j = 0; j < k; j++) for (let l = j; l < k; l++) curvature[j * k + l]! += both * bend[j]! * bend[l]!;
        }
      }
      return { value: value + penalty, score, triangle: choleskyTriangle(curvature, k, information), information };
    },
    elsewhere(point) {
      const eta = new Float64Array(n);
      for (let j = 0; j < k; j++) for (let i = 0; i < n; i++) eta[i]! += point[j]! * columns[j]![i]!;
      let misfits = 0;
      for (let i = 0; i < n; i++) if (outcome[i]! !== eta[i]! > 0) misfits++;
      if (misfits > MISFITS) return [];
      const near = order(eta.map(Math.abs)).subarray(0, NEAR);
      return columns
        .slice(0, -1)
        .flatMap((column, j) =>
          Array.from(near, (i) => point.with(j, point[j]! - eta[i]! / column[i]!)).filter((start) =>
            Number.isFinite(start[j]),
          ),
        );
    },
  };
}
