/** The step x, and `gain`, g' x. */
export interface Step {
  readonly step: Float64Array;
  readonly gain: number;
}

/**
 * Which x solves R' R x = g? R is an upper triangle of k rows, of which the first `free` take part; the x of the others
 * is 0. Undefined where R is singular: a diagonal at most 1e-12 of its column.
 *
 * Formula: R' z = g from the first row, R x = z from the last; gain = z' z = g' x.
 * Source: Golub GH, Van Loan CF (1996) Matrix Computations, 3rd ed., 3.1.
 * Checked: through `logistic` -> test/reference/logistic.json
 * Cost: O(free^2).
 *
 * @example
 * triangleStep([2, 1, 0, 2], [8, 12], 2, 2) // { step: [1, 2], gain: 32 }
 * triangleStep([2, 1, 0, 2], [8, 12], 2, 1) // { step: [2, 0], gain: 16 }
 * triangleStep([2, 1, 0, 0], [8, 12], 2, 2) // undefined
 */
export function triangleStep(
  triangle: ArrayLike<number>,
  score: ArrayLike<number>,
  k: number,
  free: number,
): Step | undefined {
  const step = new Float64Array(k);
  let gain = 0;
  for (let j = 0; j < free; j++) {
    let rest = score[j]!;
    let column = 0;
    for (let i = 0; i < j; i++) {
      const entry = triangle[i * k + j]!;
      rest -= entry * step[i]!;
      column += entry * entry;
    }
    const pivot = triangle[j * k + j]!;
    if (!(pivot > 1e-12 * Math.sqrt(column))) return undefined;
    step[j] = rest / pivot;
    gain += step[j]! * step[j]!;
  }
  for (let i = free - 1; i >= 0; i--) {
    let rest = step[i]!;
    for (let j = i + 1; j < free; j++) rest -= triangle[i * k + j]! * step[j]!;
    step[i] = rest / triangle[i * k + i]!;
  }
  return { step, gain };
}
