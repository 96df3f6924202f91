/** What every statistic accepts; it is read, never changed. */
export type Numbers = readonly number[] | Float64Array;

/**
 * A copy to compute in. Cost: O(n).
 *
 * @throws {RangeError} at the first value that is not finite
 */
export function numbers(method: string, values: Numbers): Float64Array {
  const copy = new Float64Array(values);
  for (let i = 0; i < copy.length; i++) {
    if (!Number.isFinite(copy[i])) {
      throw new RangeError(`${method}: needs finite numbers, got ${copy[i]} at position ${i + 1}`);
    }
  }
  return copy;
}
