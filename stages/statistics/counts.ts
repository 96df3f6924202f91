/**
 * Lets counts through that are counts.
 *
 * Checked: through `fisherExact` and `clopperPearson` -> test/reference/fisher-exact.json
 *
 * @example
 * counts("of-a-page", [3, 0]) // [3, 0]
 * @throws {RangeError} at the first that is not a whole number from 0
 */
export function counts(method: string, given: readonly number[]): readonly number[] {
  for (const count of given) {
    if (!(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`${method}: needs whole numbers from 0, got ${count}`);
    }
  }
  return given;
}
