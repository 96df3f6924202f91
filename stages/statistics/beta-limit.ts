import betainc from "@stdlib/math-base-special-betainc";
import { signChange } from "./sign-change.ts";

/**
 * Which value does a beta variable stay below with probability p?
 *
 * Formula: the x between 0 and 1 at which the regularised incomplete beta function I_x(a, b) is p; for p above 1/2 by its
 * complement. Sought by the logarithm of x, so that a small x has all its digits; one near 1 is better asked for as
 * 1 - betaLimit(1 - p, b, a).
 * Unit: probability.
 * Source: Abramowitz M, Stegun IA (1964) Handbook of Mathematical Functions, 26.5.
 * Checked: R `qbeta`, polished on `pbeta` -> test/reference/beta-limit.json
 * Cost: O(1), about 15 incomplete beta functions; 0.01 ms. These are stdlib's, good to 1e-12 up to a + b of 10,000.
 *
 * @example
 * betaLimit(0.25, 1, 1) // 0.25
 * betaLimit(0.025, 1, 24) // -Math.expm1(Math.log1p(-0.025) / 24)
 * @throws {RangeError} when p is not between 0 and 1, or a shape is below 1 or not finite
 */
export function betaLimit(p: number, a: number, b: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`beta-limit: a probability lies between 0 and 1, got ${p}`);
  if (!(a >= 1 && b >= 1 && a + b < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`beta-limit: needs finite shapes of at least 1, got ${a} and ${b}`);
  }
  const upper = p > 0.5;
  const over = (log: number) =>
    upper ? 1 - p - betainc(Math.exp(log), a, b, true, true) : betainc(Math.exp(log), a, b, true, false) - p;
  const least = (Math.log(p) - Math.log(b)) / a - Math.log(a + b);
  return Math.exp(signChange(over, least, 0));
}
