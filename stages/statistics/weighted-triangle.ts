/** R as rows one after the other, and the columns of Q. */
export interface Triangle {
  readonly triangle: Float64Array;
  readonly basis: readonly Float64Array[];
}

/**
 * How do weighted columns stand to each other? Q R, the weighted columns as an orthonormal basis and an upper triangle,
 * by the modified Gram-Schmidt process. R' R is the matrix of products X' W X, but comes from X itself, so that it keeps
 * twice the digits of a Cholesky factor of the products where columns are close to each other.
 *
 * Formula: row i of X times root i is row i of Q R; `roots` are the square roots of the weights. Q is written over
 * `basis`, if that is given.
 * Source: Björck Å (1967) Solving linear least squares problems by Gram-Schmidt orthogonalization. BIT 7:1-21.
 * Checked: through `logistic` -> test/reference/logistic.json
 * Cost: O(n k^2) for k columns.
 *
 * @example
 * weightedTriangle([[1, 1, 1, 1], [0, 2, 4, 6]], [1, 1, 1, 1]).triangle // [2, 6, 0, 4.47213595499958]
 */
export function weightedTriangle(
  columns: readonly ArrayLike<number>[],
  roots: ArrayLike<number>,
  basis: readonly Float64Array[] = columns.map(() => new Float64Array(roots.length)),
): Triangle {
  const [n, k] = [roots.length, columns.length];
  const triangle = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    const [column, q] = [columns[j]!, basis[j]!];
    for (let i = 0; i < n; i++) q[i] = roots[i]! * column[i]!;
    for (let before = 0; before < j; before++) {
      const other = basis[before]!;
      let along = 0;
      for (let i = 0; i < n; i++) along += other[i]! * q[i]!;
      for (let i = 0; i < n; i++) q[i]! -= along * other[i]!;
      triangle[before * k + j] = along;
    }
    let square = 0;
    for (let i = 0; i < n; i++) square += q[i]! * q[i]!;
    const length = Math.sqrt(square);
    triangle[j * k + j] = length;
    if (length > 0) for (let i = 0; i < n; i++) q[i]! /= length;
  }
  return { triangle, basis };
}
