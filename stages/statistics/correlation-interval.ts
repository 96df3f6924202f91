import { normalLimit } from "./normal-limit.ts";

/**
 * Between which limits does a rank correlation lie? Fisher's transform is near normal: its interval, turned back.
 *
 * Formula: tanh(atanh(estimate) -+ z x error), the error that of the transform. At an estimate of 1 or -1 the transform
 * is infinite, and without an error nothing is known: no interval.
 * Unit: correlation from -1 to 1.
 * Source: Bonett DG, Wright TA (2000) Sample size requirements for estimating Pearson, Kendall and Spearman
 * correlations. Psychometrika 65:23-28.
 * Checked: R, by the formula -> test/reference/spearman.json
 * Cost: O(1).
 *
 * @example
 * correlationInterval(0, 0.5, 0.05).high // 0.753058109366224
 * correlationInterval(1, 0.5, 0.05).high // undefined
 */
export function correlationInterval(estimate: number, error: number | undefined, alpha: number) {
  if (error === undefined || Math.abs(estimate) >= 1) return { low: undefined, high: undefined };
  const reach = normalLimit(alpha / 2) * error;
  const centre = Math.atanh(estimate);
  return { low: Math.tanh(centre - reach), high: Math.tanh(centre + reach) };
}
