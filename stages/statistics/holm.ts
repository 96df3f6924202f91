import type { Numbers } from "./numbers.ts";
import { order } from "./order.ts";
import { probabilities } from "./probabilities.ts";

/**
 * At which level is this test found, if the chance of even one false find in the family shall be no more than that level?
 *
 * Formula: with the p in rising order, the largest p_(j) (m - j + 1) over j <= i, at most 1. In the order of the input.
 * The family is what is given: the caller decides it, m is its size. Sure whatever the tests have to do with each other.
 * Unit: probability.
 * Source: Holm S (1979) A simple sequentially rejective multiple test procedure. Scand. J. Stat. 6:65-70.
 * Checked: R `p.adjust(method = "holm")` -> test/reference/holm.json
 * Cost: O(m).
 *
 * @example
 * holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 * holm([]) // []
 * @throws {RangeError} when an entry is not a probability
 */
export function holm(p: Numbers): Float64Array {
  const values = probabilities("holm", p);
  const m = values.length;
  const adjusted = new Float64Array(m);
  let most = 0;
  for (const [above, i] of order(values).entries()) {
    most = Math.max(most, Math.min(1, (m - above) * values[i]!));
    adjusted[i] = most;
  }
  return adjusted;
}
