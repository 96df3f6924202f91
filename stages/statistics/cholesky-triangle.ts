/**
 * Which upper triangle R has R' R equal to this symmetric matrix? Reads the upper half. Where the matrix is not positive
 * definite there is none: a pivot that is at most 1e-15 of its diagonal is replaced by that of `instead`, a triangle, or
 * else by 0; so that R is a step upwards still, or is seen to be singular.
 *
 * Source: Golub GH, Van Loan CF (1996) Matrix Computations, 3rd ed., 4.2; Gill PE, Murray W, Wright MH (1981) Practical
 * Optimization, 4.4.2.
 * Checked: through `tobit` -> test/reference/tobit.json
 * Cost: O(k^3) for k rows.
 *
 * @example
 * choleskyTriangle([4, 2, 2, 5], 2) // [2, 1, 0, 2]
 * choleskyTriangle([1, 1, 1, 1], 2) // [1, 1, 0, 0]
 * choleskyTriangle([1, 1, 1, 1], 2, [1, 1, 0, 3]) // [1, 1, 0, 3]
 */
export function choleskyTriangle(
  matrix: ArrayLike<number>,
  k: number,
  instead: ArrayLike<number> = new Float64Array(k * k),
): Float64Array {
  const triangle = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    const diagonal = j * k + j;
    for (let i = 0; i <= j; i++) {
      let rest = matrix[i * k + j]!;
      for (let above = 0; above < i; above++) rest -= triangle[above * k + i]! * triangle[above * k + j]!;
      if (i === j) triangle[diagonal] = rest > 1e-15 * matrix[diagonal]! ? Math.sqrt(rest) : instead[diagonal]!;
      else if (triangle[i * k + i]! > 0) triangle[i * k + j] = rest / triangle[i * k + i]!;
    }
  }
  return triangle;
}
