import { type Numbers, numbers } from "./numbers.ts";
import { weightedTriangle } from "./weighted-triangle.ts";

/** The columns of a regression with an intercept: ones first, then each column less its centre. */
export interface Design {
  readonly columns: readonly Float64Array[];
  /** What was taken from each column; 0 for the ones. */
  readonly centres: Float64Array;
  /** These columns as an orthonormal basis and a triangle. */
  readonly triangle: Float64Array;
  readonly basis: readonly Float64Array[];
}

/** The part of a column that others do not explain must be more than this of it; the bound of R's `lm`. */
const NEW = 1e-7;

/**
 * Can these columns be told apart, and on which scale are they safe to compute with? The centre of a column is its middle
 * value: the differences of close numbers are exact, so that a column far off 0 loses nothing. A column of one value is
 * the intercept over again, and a column that is a sum of multiples of those before it has no coefficient of its own:
 * both are refused.
 *
 * Formula: of each column, the length of what is orthogonal to the ones and to the columns before it must be more than
 * 1e-7 of the length of what is orthogonal to the ones.
 * Unit: as the columns.
 * Source: Golub GH, Van Loan CF (1996) Matrix Computations, 3rd ed., 5.2 and 5.5.
 * Checked: through `logistic`; R `lm` leaves out the same columns -> test/reference/logistic.json
 * Cost: O(n k^2) for k columns, and one sort of each.
 *
 * @example
 * design("lines", [[5, 7, 6, 9]], 4).columns[1] // [-1, 1, 0, 3]
 * design("lines", [[5, 7, 6, 9]], 4).centres // [0, 6]
 * @throws {RangeError} when a column is not of n values, one is not finite, or a column says nothing new
 */
export function design(method: string, given: readonly Numbers[], n: number): Design {
  const columns: Float64Array[] = [new Float64Array(n).fill(1)];
  const centres = new Float64Array(given.length + 1);
  given.forEach((values, j) => {
    const column = numbers(`${method}, column ${j + 1}`, values);
    if (column.length !== n) {
      throw new RangeError(`${method}: needs columns of ${n} values, got ${column.length} in column ${j + 1}`);
    }
    const centre = column.slice().sort()[(n - 1) >> 1]!;
    const rounding = 10 * Number.EPSILON * Math.abs(centre);
    let most = 0;
    for (let i = 0; i < n; i++) {
      column[i]! -= centre;
      most = Math.max(most, Math.abs(column[i]!));
    }
    if (!(most > rounding)) {
      throw new RangeError(`${method}: needs columns of values that differ, got all ${centre} in column ${j + 1}`);
    }
    columns.push(column);
    centres[j + 1] = centre;
  });
  const { triangle, basis } = weightedTriangle(columns, columns[0]!);
  const k = columns.length;
  for (let j = 1; j < k; j++) {
    let spread = 0;
    for (let i = 1; i <= j; i++) spread = Math.hypot(spread, triangle[i * k + j]!);
    if (j >= n || triangle[j * k + j]! <= NEW * spread) {
      throw new RangeError(`${method}: needs columns that add to those before them, got none in column ${j}`);
    }
  }
  return { columns, centres, triangle, basis };
}
