import { choleskyTriangle } from "./cholesky-triangle.ts";
import type { SubjectSums } from "./subject-sums.ts";

/** -2 log of the restricted likelihood at a ratio of variances, without what is constant, and what it is made of. */
export interface RestrictedLikelihood {
  readonly criterion: number;
  /** First and second derivative of the criterion by the ratio, the residual variance being the best one. */
  readonly slope: number;
  readonly bend: number;
  /** The weighted sum of squares and its two derivatives. */
  readonly squares: readonly [number, number, number];
  /** The second derivative of the parts that are logarithms of determinants. */
  readonly determinants: number;
  readonly coefficients: Float64Array;
  /** The inverse of X' V^-1 X, and of it the negative derivative, as rows; V is in units of the residual variance. */
  readonly inverse: Float64Array;
  readonly fall: Float64Array;
}

/**
 * How well does a ratio of variances, that between subjects to the residual one, fit the values in the last column by the
 * columns before it, of which there are k?
 *
 * Formula: with f = s / (1 + s ratio) for a subject of s values, M = within + sum of f x products of its means; (n - k)
 * log(squares) + sum(log(1 + s ratio)) + log det M_XX, squares being what M leaves of the last column. f' = -f^2, f'' = 2
 * f^3, and the derivatives follow by e = (-coefficients, 1): squares' = e' M' e, squares'' = e' M'' e - 2 u' M_XX^-1 u
 * with u the first k of M' e; log det' = tr(M_XX^-1 M'), and so on.
 * Source: Patterson HD, Thompson R (1971) Recovery of inter-block information when block sizes are unequal. Biometrika
 * 58:545-554.
 * Cost: O(k^3), and O(k^2) for each size of subject.
 */
export function restrictedLikelihood(sums: SubjectSums, ratio: number): RestrictedLikelihood {
  const { n, within, sizes } = sums;
  const all = Math.sqrt(within.length);
  const k = all - 1;
  const zero = new Float64Array(all * all);
  const [products, first, second] = [zero.slice(), zero.slice(), zero.slice()];
  for (let j = 0; j < all; j++) {
    for (let l = 0; l < all; l++) {
      for (let a = 0; a <= Math.min(j, l); a++) products[j * all + l]! += within[a * all + j]! * within[a * all + l]!;
    }
  }
  let [logs, logsSlope, logsBend] = [0, 0, 0];
  for (const { size, count, products: means } of sizes) {
    const f = size / (1 + size * ratio);
    logs += count * Math.log1p(size * ratio);
    logsSlope += count * f;
    logsBend -= count * f * f;
    for (let at = 0; at < means.length; at++) {
      products[at]! += f * means[at]!;
      first[at]! -= f * f * means[at]!;
      second[at]! += 2 * f * f * f * means[at]!;
    }
  }
  const triangle = choleskyTriangle(products, all);
  const inverse = inverseOf(triangle, k, all);
  const coefficients = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    for (let l = 0; l < k; l++) coefficients[j]! += inverse[j * k + l]! * products[l * all + k]!;
    logs += 2 * Math.log(triangle[j * all + j]!);
  }
  const rest = Float64Array.of(...coefficients.map((value) => -value), 1);
  const turned = times(first, rest, all);
  const moved = new Float64Array(k);
  for (let j = 0; j < k; j++) for (let l = 0; l < k; l++) moved[j]! += inverse[j * k + l]! * turned[l]!;
  const left = triangle[all * all - 1]! ** 2;
  const falling = dot(rest, turned);
  const bending = dot(rest, times(second, rest, all)) - 2 * dot(moved, turned.subarray(0, k));

  const byFirst = new Float64Array(k * k);
  let [trace, determinants] = [0, logsBend];
  for (let j = 0; j < k; j++) {
    for (let l = 0; l < k; l++) {
      for (let a = 0; a < k; a++) byFirst[j * k + l]! += inverse[j * k + a]! * first[a * all + l]!;
      determinants += inverse[j * k + l]! * second[l * all + j]!;
    }
    trace += byFirst[j * k + j]!;
  }
  const fall = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    for (let l = 0; l < k; l++) {
      determinants -= byFirst[j * k + l]! * byFirst[l * k + j]!;
      for (let a = 0; a < k; a++) fall[j * k + l]! += byFirst[j * k + a]! * inverse[a * k + l]!;
    }
  }
  return {
    criterion: (n - k) * Math.log(left) + logs,
    slope: (n - k) * (falling / left) + logsSlope + trace,
    bend: (n - k) * (bending / left - (falling / left) ** 2) + determinants,
    squares: [left, falling, bending],
    determinants,
    coefficients,
    inverse,
    fall,
  };
}

/** The inverse of R' R, of the first k rows of a triangle of more. */
function inverseOf(triangle: Float64Array, k: number, all: number): Float64Array {
  const inverted = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    inverted[j * k + j] = 1 / triangle[j * all + j]!;
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let a = i + 1; a <= j; a++) sum -= triangle[i * all + a]! * inverted[a * k + j]!;
      inverted[i * k + j] = sum / triangle[i * all + i]!;
    }
  }
  const inverse = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      for (let a = Math.max(i, j); a < k; a++) inverse[i * k + j]! += inverted[i * k + a]! * inverted[j * k + a]!;
    }
  }
  return inverse;
}

function times(matrix: Float64Array, vector: Float64Array, k: number): Float64Array {
  const out = new Float64Array(k);
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) out[i]! += matrix[i * k + j]! * vector[j]!;
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
