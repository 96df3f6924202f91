import { type Numbers, numbers } from "./numbers.ts";

/**
 * Copies of two lists that belong together value by value, to compute an association in.
 *
 * Unit: as the values.
 * Checked: through `kendall` and `spearman` -> test/reference/kendall.json
 * Cost: O(n).
 *
 * @example
 * numberPairs("kendall", [1, 2], [4, 3]) // [[1, 2], [4, 3]]
 * @throws {RangeError} when a value is not finite, the lengths differ, or there are fewer than 2 pairs
 */
export function numberPairs(method: string, x: Numbers, y: Numbers): [Float64Array, Float64Array] {
  const [first, second] = [numbers(method, x), numbers(method, y)];
  if (first.length !== second.length) {
    throw new RangeError(`${method}: needs as many x as y, got ${first.length} and ${second.length}`);
  }
  if (first.length < 2) throw new RangeError(`${method}: needs at least 2 pairs, got ${first.length}`);
  return [first, second];
}
