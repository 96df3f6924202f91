/**
 * How large is a vector in the metric of a symmetric matrix, as chi-square statistics are?
 *
 * Formula: v' A v, A row by row; with another vector w, v' A w.
 * Unit: none.
 * Checked: through the tests that use it -> test/reference/log-rank.json
 * Cost: O(size^2).
 *
 * @example
 * quadraticForm(Float64Array.of(1, 2), Float64Array.of(2, 0.5, 0.5, 1)) // 8
 * quadraticForm(Float64Array.of(1, 2), Float64Array.of(2, 0.5, 0.5, 1), Float64Array.of(1, 0)) // 3
 */
export function quadraticForm(vector: Float64Array, matrix: Float64Array, other = vector): number {
  const size = vector.length;
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) sum += vector[i]! * matrix[i * size + j]! * other[j]!;
  return sum;
}
