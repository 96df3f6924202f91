export interface InverseSymmetric {
  /** Row by row. */
  readonly inverse: Float64Array | undefined;
  /** Of each column the share of its diagonal that those before it leave: 1 all, 0 it is a sum of them. */
  readonly pivots: Float64Array;
}

/**
 * What is the inverse of a symmetric positive definite matrix?
 *
 * Formula: Cholesky, A = L L', and the inverse of L; the pivots are L_jj^2 / A_jj. Reads the lower triangle alone. No
 * inverse where a pivot is not above 0.
 * Unit: none.
 * Source: Golub GH, Van Loan CF (2013) Matrix Computations, 4th ed., 4.2.
 * Checked: through the tests that use it -> test/reference/cox.json
 * Cost: O(size^3).
 *
 * @example
 * inverseSymmetric(Float64Array.of(4, 2, 2, 2), 2).inverse // [0.5, -0.5, -0.5, 1]
 * inverseSymmetric(Float64Array.of(4, 2, 2, 2), 2).pivots // [1, 0.5]
 * inverseSymmetric(Float64Array.of(1, 1, 1, 1), 2).inverse // undefined
 */
export function inverseSymmetric(matrix: Float64Array, size: number): InverseSymmetric {
  const lower = new Float64Array(size * size);
  const pivots = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (i > j) lower[i * size + j] = sum / lower[j * size + j]!;
      else {
        pivots[j] = sum > 0 ? sum / matrix[j * size + j]! : 0;
        if (!(sum > 0)) return { inverse: undefined, pivots };
        lower[j * size + j] = Math.sqrt(sum);
      }
    }
  }
  for (let j = 0; j < size; j++) {
    lower[j * size + j] = 1 / lower[j * size + j]!;
    for (let i = j + 1; i < size; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= lower[i * size + k]! * lower[k * size + j]!;
      lower[i * size + j] = sum / lower[i * size + i]!;
    }
  }
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < size; k++) sum += lower[k * size + i]! * lower[k * size + j]!;
      inverse[i * size + j] = sum;
      inverse[j * size + i] = sum;
    }
  }
  return { inverse, pivots };
}
