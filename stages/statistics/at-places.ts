/**
 * The values at these places, in the order of the places.
 *
 * Checked: through `kendall` and `survivalConcordance` -> test/reference/kendall.json
 * Cost: O(n); a loop, four times as fast as `Float64Array.from` with a function.
 *
 * @example
 * atPlaces(Float64Array.of(5, 7, 9), Uint32Array.of(2, 0, 1)) // [9, 5, 7]
 */
export function atPlaces(list: Float64Array, places: Uint32Array): Float64Array {
  const out = new Float64Array(places.length);
  for (let i = 0; i < out.length; i++) out[i] = list[places[i]!]!;
  return out;
}
