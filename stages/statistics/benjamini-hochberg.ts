import type { Numbers } from "./numbers.ts";
import { probabilities } from "./probabilities.ts";
import { stepUp } from "./step-up.ts";

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
  return stepUp(probabilities("benjamini-hochberg", p), 1);
}
