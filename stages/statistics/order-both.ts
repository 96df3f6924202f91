import { atPlaces } from "./at-places.ts";
import { order } from "./order.ts";

/**
 * In which order do things rise by a first value, and where that is equal by a second? Their places; where both are
 * equal they stay in the order of the input.
 *
 * Source: as `order`, which is stable: by the second value first, then by the first.
 * Checked: through `kendall` and `survivalConcordance` -> test/reference/kendall.json
 * Cost: O(n). Takes finite values, as many of the one as of the other.
 *
 * @example
 * orderBoth(Float64Array.of(2, 1, 2), Float64Array.of(5, 9, 4)) // [1, 2, 0]
 */
export function orderBoth(first: Float64Array, second: Float64Array): Uint32Array {
  const inner = order(second);
  const outer = order(atPlaces(first, inner));
  return outer.map((place) => inner[place]!);
}
