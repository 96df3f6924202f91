import type { Numbers } from "./numbers.ts";
import { probabilities } from "./probabilities.ts";
import { stepUp } from "./step-up.ts";

/**
 * As `benjaminiHochberg`, but sure whatever the tests have to do with each other: what share of the tests with a p up to
 * this one should one expect to be false at most?
 *
 * Formula: with the p in rising order, q_(i) = the smallest p_(j) m (1 + 1/2 + ... + 1/m) / j over j >= i, at most 1. In
 * the order of the input. The family is what is given: the caller decides it, m is its size.
 * Unit: share, 0 to 1.
 * Source: Benjamini Y, Yekutieli D (2001) The control of the false discovery rate in multiple testing under dependency.
 * Ann. Stat. 29:1165-1188.
 * Checked: R `p.adjust(method = "BY")` -> test/reference/benjamini-yekutieli.json
 * Cost: O(m).
 *
 * @example
 * benjaminiYekutieli([0.01, 0.04, 0.03]) // [0.055, 0.22 / 3, 0.22 / 3]
 * benjaminiYekutieli([]) // []
 * @throws {RangeError} when an entry is not a probability
 */
export function benjaminiYekutieli(p: Numbers): Float64Array {
  const values = probabilities("benjamini-yekutieli", p);
  let harmonic = 0;
  for (let j = 1; j <= values.length; j++) harmonic += 1 / j;
  return stepUp(values, harmonic);
}
