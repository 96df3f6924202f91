import { type Numbers, numbers } from "./numbers.ts";

/** What a comparison of means needs of a group. */
export interface Moments {
  readonly size: number;
  readonly mean: number;
  /** With n - 1 below; 0 where the group has 1 value. */
  readonly variance: number;
}

/**
 * Size, mean and variance of two groups that have at least `least` values each. The mean of a first pass is corrected by
 * the mean of what is left over it, the sum of squares by the square of that sum, so that an offset costs no digits.
 *
 * Source: Chan TF, Golub GH, LeVeque RJ (1983) Algorithms for computing the sample variance: analysis and
 * recommendations. Am. Stat. 37:242-247.
 * Checked: through `welchT` and `pooledT` -> test/reference/welch-t.json
 * Cost: O(n).
 *
 * @example
 * groupMoments("of-a-page", [1, 2, 6], [4], 1) // [{ size: 3, mean: 3, variance: 7 }, { size: 1, mean: 4, variance: 0 }]
 * @throws {RangeError} when a value is not finite, or there are fewer
 */
export function groupMoments(method: string, a: Numbers, b: Numbers, least: number): [Moments, Moments] {
  const [first, second] = [numbers(method, a), numbers(method, b)];
  const [m, n] = [first.length, second.length];
  if (m < least || n < least) {
    const values = least === 1 ? "value" : "values";
    throw new RangeError(`${method}: needs at least ${least} ${values} in each group, got ${m} and ${n}`);
  }
  return [momentsOf(first), momentsOf(second)];
}

function momentsOf(values: Float64Array): Moments {
  const size = values.length;
  let sum = 0;
  for (let i = 0; i < size; i++) sum += values[i]!;
  const near = sum / size;
  let [over, squares] = [0, 0];
  for (let i = 0; i < size; i++) {
    const off = values[i]! - near;
    over += off;
    squares += off * off;
  }
  const variance = size > 1 ? Math.max(0, squares - over ** 2 / size) / (size - 1) : 0;
  return { size, mean: near + over / size, variance };
}
