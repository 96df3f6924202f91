/**
 * How do two weighted columns stand to each other? The triangle of `weightedTriangle` by their sums, without the basis, for
 * two columns is what nearly all regressions have.
 *
 * Formula: R_00^2 = sum(w u^2), R_01 = sum(w u v) / R_00, R_11^2 = sum(w (v - u R_01 / R_00)^2); the last from what is
 * left of v, so that no digits are lost where the columns are close to each other.
 * Source: Björck Å (1967) Solving linear least squares problems by Gram-Schmidt orthogonalization. BIT 7:1-21.
 * Checked: through `logistic` -> test/reference/logistic.json
 * Cost: O(n).
 *
 * @example
 * weightedPair(Float64Array.of(1, 1, 1, 1), Float64Array.of(0, 2, 4, 6), Float64Array.of(1, 1, 1, 1)) // [2, 6, 0, 4.47213595499958]
 */
export function weightedPair(u: Float64Array, v: Float64Array, weights: Float64Array): Float64Array {
  const n = weights.length;
  let square = 0;
  let both = 0;
  for (let i = 0; i < n; i++) {
    const weighted = weights[i]! * u[i]!;
    square += weighted * u[i]!;
    both += weighted * v[i]!;
  }
  const slope = square > 0 ? both / square : 0;
  let left = 0;
  for (let i = 0; i < n; i++) {
    const rest = v[i]! - slope * u[i]!;
    left += weights[i]! * rest * rest;
  }
  const triangle = new Float64Array(4);
  triangle[0] = Math.sqrt(square);
  triangle[1] = slope * triangle[0]!;
  triangle[3] = Math.sqrt(left);
  return triangle;
}
