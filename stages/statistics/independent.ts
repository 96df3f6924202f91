import { weightedTriangle } from "./weighted-triangle.ts";

/** The part of a column that others do not explain must be more than this of it; the bound of R's `lm`. */
const NEW = 1e-7;

/**
 * Which columns say something that neither a constant nor the columns before them say? A regression takes only such.
 *
 * Formula: the length of what is orthogonal to the ones and to the columns before it, more than 1e-7 of the length of
 * what is orthogonal to the ones.
 * Unit: yes or no, a column.
 * Source: Golub GH, Van Loan CF (1996) Matrix Computations, 3rd ed., 5.5.
 * Checked: through `design`, which refuses what this tells -> test/reference/logistic.json
 * Cost: O(n k^2) for k columns.
 *
 * @example
 * independent([[1, 2, 4], [2, 4, 8]]) // [true, false]
 * independent([[3, 3, 3]]) // [false]
 */
export function independent(columns: readonly ArrayLike<number>[]): boolean[] {
  const n = columns[0]?.length ?? 0;
  const ones = new Float64Array(n).fill(1);
  const centred = columns.map((column) => {
    const values = new Float64Array(column);
    const centre = values.slice().sort()[(n - 1) >> 1]!;
    for (let i = 0; i < n; i++) values[i]! -= centre;
    return values;
  });
  const { triangle } = weightedTriangle([ones, ...centred], ones);
  const k = columns.length + 1;
  return columns.map((_, place) => {
    const j = place + 1;
    let spread = 0;
    for (let i = 1; i <= j; i++) spread = Math.hypot(spread, triangle[i * k + j]!);
    return j < n && triangle[j * k + j]! > NEW * spread;
  });
}
