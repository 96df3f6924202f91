import { normalTail } from "./normal-tail.ts";

/**
 * Which standard normal value is exceeded with probability p?
 *
 * Formula: Newton's steps on the logarithm of `normalTail`, which is concave: from sqrt(-2 ln p), above the answer,
 * they only fall, and end where rounding stops them. (stdlib's quantile begins with 1 - 2 p and so loses small p.)
 * Unit: standard deviations.
 * Source: as `normalTail`.
 * Checked: R `qnorm(p, lower.tail = FALSE)` -> test/reference/tails.json
 * Cost: O(1), about 6 steps.
 *
 * @example
 * normalLimit(0.025) // 1.959963984540054
 * normalLimit(0.975) // -1.959963984540054
 * @throws {RangeError} when p is not between 0 and 1
 */
export function normalLimit(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`normal-limit: a probability lies between 0 and 1, got ${p}`);
  if (p > 0.5) return -normalLimit(1 - p);
  if (p === 0.5) return 0;
  for (let z = Math.sqrt(-2 * Math.log(p)); ; ) {
    const tail = normalTail(z);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const next = z + Math.log(tail / p) * (tail / density);
    if (!(next < z)) return z;
    z = next;
  }
}
