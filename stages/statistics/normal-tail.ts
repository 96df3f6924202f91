import erfc from "@stdlib/math-base-special-erfc";

/**
 * How probable is a standard normal value above z?
 *
 * Formula: erfc(z / sqrt 2) / 2, never 1 minus the lower tail: right down to 1e-300.
 * Unit: probability.
 * Source: Cody WJ (1969) Rational Chebyshev approximations for the error function. Math. Comp. 23:631-637.
 * Checked: R `pnorm(lower.tail = FALSE)` -> test/reference/tails.json
 * Cost: O(1).
 *
 * @example
 * normalTail(0) // 0.5
 * normalTail(1.959963984540054) // 0.025
 */
export function normalTail(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}

/**
 * How probable is a standard normal value at least as far from 0 as z?
 *
 * Formula: erfc(|z| / sqrt 2).
 * Unit, source, cost: as `normalTail`.
 * Checked: R `2 * pnorm(-abs(z))` -> test/reference/tails.json
 *
 * @example
 * normalTwoSided(0) // 1
 * normalTwoSided(-1.959963984540054) // 0.05
 */
export function normalTwoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}
