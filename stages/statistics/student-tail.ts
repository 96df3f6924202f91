import betainc from "@stdlib/math-base-special-betainc";

/**
 * How probable is a value of Student's t at least as far from 0 as t?
 *
 * Formula: the regularised incomplete beta function I_x(df/2, 1/2) at x = df / (df + t^2); for t^2 up to df from
 * 1 - x = t^2 / (df + t^2), which x near 1 has lost, by the complement where p is the larger part.
 * Unit: probability.
 * Source: Abramowitz M, Stegun IA (1964) Handbook of Mathematical Functions, 26.5.27 and 26.7.1.
 * Checked: R `2 * pt(-abs(t), df)` -> test/reference/tails.json
 * Cost: O(1).
 *
 * @example
 * studentTail(0, 7) // 1
 * studentTail(1, 1) // 0.5
 * @throws {RangeError} when the degrees of freedom are not above 0
 */
export function studentTail(t: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`student-tail: needs more than 0 degrees of freedom, got ${df}`);
  const square = t * t;
  if (square > df) return betainc(df / (df + square), df / 2, 0.5, true, false);
  const near = square / (df + square);
  const within = betainc(near, 0.5, df / 2, true, false);
  return within < 0.5 ? 1 - within : betainc(near, 0.5, df / 2, true, true);
}
