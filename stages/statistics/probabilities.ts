import { type Numbers, numbers } from "./numbers.ts";

/**
 * A copy of a family of p to adjust in.
 *
 * Checked: through `benjaminiHochberg` and `holm` -> test/reference/holm.json
 *
 * @example
 * probabilities("of-a-page", [0.5, 1]) // [0.5, 1]
 * @throws {RangeError} at the first that is not a probability
 */
export function probabilities(method: string, p: Numbers): Float64Array {
  const values = numbers(method, p);
  const wrong = values.find((value) => value < 0 || value > 1);
  if (wrong !== undefined) throw new RangeError(`${method}: a probability lies between 0 and 1, got ${wrong}`);
  return values;
}
