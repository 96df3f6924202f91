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
 * Cost: O(1), about 12 tails; answers are kept, for genes share few degrees of freedom.
 *
 * @example
 * studentLimit(0.5, 1) // 1
 * studentLimit(0.05, 23) // 2.0686576104190486
 * @throws {RangeError} when p is not between 0 and 1, or the degrees of freedom are not above 0
 */
export function studentLimit(p: number, df: number): number {
  if (p !== known.p || known.limits.size === MOST_KNOWN) known = { p, limits: new Map() };
  const before = known.limits.get(df);
  if (before !== undefined) return before;
  if (!(p > 0 && p < 1)) throw new RangeError(`student-limit: a probability lies between 0 and 1, got ${p}`);
  const over = (log: number) => Math.log(studentTail(Math.exp(log), df) / p);
  const from = Math.log(normalLimit(p / 2)) - 0.01;
  let reach = 1;
  while (over(from + reach) > 0) reach *= 2;
  const limit = Math.exp(signChange(over, from, from + reach));
  known.limits.set(df, limit);
  return limit;
}

/** So many degrees of freedom are known of one probability: those of Welch's test are another for each gene. */
const MOST_KNOWN = 256;
let known = { p: Number.NaN, limits: new Map<number, number>() };
