import type { TestWithP } from "./result.ts";
import { studentLimit } from "./student-limit.ts";
import { studentTail } from "./student-tail.ts";

/** An estimate, its standard error above 0, and the degrees of freedom that this error was estimated with. */
export interface Estimated {
  readonly estimate: number;
  readonly error: number;
  readonly df: number;
  readonly n: number;
}

/**
 * What Student's t says of an estimate: t = estimate / error, its two-sided p, and estimate -+ t quantile x error.
 *
 * Checked: through `welchT`, `pooledT` and `moderatedT` -> test/reference/welch-t.json
 *
 * @example
 * studentTest("of-a-page", { estimate: 2, error: 2, df: 1, n: 3 }, 0.5).p // 0.5
 * studentTest("of-a-page", { estimate: 2, error: 2, df: 1, n: 3 }, 0.5).high // 4
 * @throws {RangeError} when the squares of the values were too large to be added up
 */
export function studentTest(method: string, { estimate, error, df, n }: Estimated, alpha: number): TestWithP {
  if (!Number.isFinite(error)) throw new RangeError(`${method}: needs values with a finite variance`);
  const statistic = estimate / error;
  const reach = studentLimit(alpha, df) * error;
  const p = studentTail(statistic, df);
  return { method, exact: false, statistic, estimate, low: estimate - reach, high: estimate + reach, p, n };
}
