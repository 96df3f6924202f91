import type { Level } from "./level.ts";

/** Whether p is counted: true asks for it, false for the approximation; not given, the rule of the page decides. */
export interface Counting extends Level {
  readonly exact?: boolean | undefined;
}

/** Above so many values counting takes too long for thousands of calls, and the approximation is good. */
const MOST = 100;

/**
 * Is p counted over all arrangements, or approximated? As asked; else as the rule of the page has it.
 *
 * Unit: none. `n` is the number of values that are ranked.
 * Checked: through `rankSum` and `signedRank` -> test/reference/rank-sum.json
 * Cost: O(1).
 *
 * @example
 * counted("rank-sum", {}, true, 24) // true
 * counted("rank-sum", { exact: false }, true, 24) // false
 * counted("rank-sum", { exact: true }, false, 100) // true
 * @throws {RangeError} when counting is asked for and there are more than 100 values
 */
export function counted(method: string, { exact }: Counting, usual: boolean, n: number): boolean {
  if (exact === true && n > MOST) {
    throw new RangeError(`${method}: needs at most ${MOST} values for an exact p, got ${n}`);
  }
  return exact ?? usual;
}
