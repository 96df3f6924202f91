import trigamma from "@stdlib/math-base-special-trigamma";
import { signChange } from "./sign-change.ts";

/**
 * At which y is the trigamma function equal to x? It is the variance of the logarithm of a gamma variable of shape y, and
 * so leads from the spread of log variances to their degrees of freedom.
 *
 * Formula: the root of trigamma(y) = x, between those of 1 / y + 1 / (2 y^2) = x and of 1 / y + 1 / y^2 = x, for
 * trigamma lies between these two.
 * Unit: shape, half the degrees of freedom.
 * Source: Abramowitz M, Stegun IA (1964) Handbook of Mathematical Functions, 6.4.
 * Checked: R `uniroot` of `trigamma(y) - x` -> test/reference/trigamma-inverse.json. limma's `trigammaInverse` is the
 * same from 1e-6 to 1e7; beyond it gives 1 / x or 1 / sqrt(x), off by up to 5e-7.
 * Cost: O(1), about 7 trigammas; 0.001 ms.
 *
 * @example
 * trigammaInverse(Math.PI ** 2 / 6) // 1
 * trigammaInverse(Math.PI ** 2 / 2) // 0.5
 * @throws {RangeError} unless x is above 0 and finite
 */
export function trigammaInverse(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`trigamma-inverse: needs a finite number above 0, got ${x}`);
  }
  const least = (1 + Math.sqrt(1 + 2 * x)) / (2 * x);
  const most = (1 + Math.sqrt(1 + 4 * x)) / (2 * x);
  const slack = 8 * Number.EPSILON;
  return least * signChange((share) => trigamma(share * least) / x - 1, 1 - slack, most / least + slack);
}
