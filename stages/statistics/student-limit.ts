import { normalLimit } from "./normal-limit.ts";
import { signChange } from "./sign-change.ts";
import { studentTail } from "./student-tail.ts";

/**
 * Which value of Student's t is exceeded, on either side together, with probability p?
 *
 * Formula: the root of ln studentTail(t) = ln p in ln t, from the normal limit up, for t is always beyond it.
 * Unit: standard errors.
 * Source: as `studentTail`.
 * Checked: R `qt(p / 2, df, lower.tail = FALSE)` -> test/reference/tails.json
 * Cost: O(1), about 12 tails; the last answer is kept, for genes mostly share their degrees of freedom.
 *
 * @example
 * studentLimit(0.5, 1) // 1
 * studentLimit(0.05, 23) // 2.0686576104190486
 * @throws {RangeError} when p is not between 0 and 1, or the degrees of freedom are not above 0
 */
export function studentLimit(p: number, df: number): number {
  if (p === last.p && df === last.df) return last.limit;
  if (!(p > 0 && p < 1)) throw new RangeError(`student-limit: a probability lies between 0 and 1, got ${p}`);
  const over = (log: number) => Math.log(studentTail(Math.exp(log), df) / p);
  const from = Math.log(normalLimit(p / 2)) - 0.01;
  let reach = 1;
  while (over(from + reach) > 0) reach *= 2;
  last = { p, df, limit: Math.exp(signChange(over, from, from + reach)) };
  return last.limit;
}

let last = { p: Number.NaN, df: Number.NaN, limit: Number.NaN };
