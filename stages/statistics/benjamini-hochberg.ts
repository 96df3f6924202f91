import { type Numbers, numbers } from "./numbers.ts";
import { order } from "./order.ts";

/**
 * If every test with a p up to this one were called found, what share of them should one expect to be false?
 *
 * Formula: with the p in rising order, q_(i) = the smallest p_(j) m / j over j >= i, at most 1. In the order of the
 * input. The family is what is given: the caller decides it, m is its size.
 * Unit: share, 0 to 1.
 * Source: Benjamini Y, Hochberg Y (1995) Controlling the false discovery rate. J. R. Stat. Soc. B 57:289-300.
 * Checked: R `p.adjust(method = "BH")` -> test/reference/benjamini-hochberg.json
 * Cost: O(m).
 *
 * @example
 * benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 * benjaminiHochberg([]) // []
 * @throws {RangeError} when an entry is not a probability
 */
export function benjaminiHochberg(p: Numbers): Float64Array {
  const values = numbers("benjamini-hochberg", p);
  const m = values.length;
  const wrong = values.find((value) => value < 0 || value > 1);
  if (wrong !== undefined) {
    throw new RangeError(`benjamini-hochberg: a probability lies between 0 and 1, got ${wrong}`);
  }
  const rising = order(values);
  const q = new Float64Array(m);
  let least = 1;
  for (let place = m; place >= 1; place--) {
    const i = rising[place - 1]!;
    least = Math.min(least, (m / place) * values[i]!);
    q[i] = least;
  }
  return q;
}
