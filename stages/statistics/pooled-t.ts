import { groupMoments } from "./group-moments.ts";
import { alphaOf, type Level } from "./level.ts";
import type { Numbers } from "./numbers.ts";
import type { TestWithP } from "./result.ts";
import { studentTest } from "./student-test.ts";

/**
 * Do the means of two groups differ, and by how much, when they may be taken to spread alike? Student's t test of two
 * samples.
 *
 * Formula: t = (mean(a) - mean(b)) / (s sqrt(1/m + 1/n)), s^2 the sum of both groups' squared deviations over the
 * m + n - 2 degrees of freedom; interval estimate -+ t quantile x standard error. One group may have a single value,
 * which then says nothing of the spread. Where both are all equal, to within the rounding of their means, nothing can be
 * tested.
 * Unit: estimate, low and high as the values; n counts both groups.
 * Source: Student (1908) The probable error of a mean. Biometrika 6:1-25; Fisher RA (1925) Applications of "Student's"
 * distribution. Metron 5:90-104.
 * Checked: R `t.test(a, b, var.equal = TRUE)` -> test/reference/pooled-t.json
 * Cost: O(n); 0.01 ms.
 *
 * @example
 * pooledT([1, 2, 3], [2, 4, 6]).estimate // -2
 * pooledT([1, 2, 3], [2, 4, 6]).statistic // -1.5491933384829668
 * pooledT([1, 3], [2, 4]).p // 0.5527864045000421
 * @throws {RangeError} when a value is not finite, a group is empty, there are fewer than 3, or both are all equal
 */
export function pooledT(a: Numbers, b: Numbers, options: Level = {}): TestWithP {
  const alpha = alphaOf("pooled-t", options);
  const [first, second] = groupMoments("pooled-t", a, b, 1);
  const n = first.size + second.size;
  const df = n - 2;
  if (df < 1) throw new RangeError("pooled-t: needs at least 3 values, got 1 and 1");
  const pooled = ((first.size - 1) * first.variance + (second.size - 1) * second.variance) / df;
  const error = Math.sqrt(pooled * (1 / first.size + 1 / second.size));
  if (error <= 10 * Number.EPSILON * Math.max(Math.abs(first.mean), Math.abs(second.mean))) {
    throw new RangeError(
      `pooled-t: needs values that differ within a group, got all equal to ${first.mean} and to ${second.mean}`,
    );
  }
  return studentTest("pooled-t", { estimate: first.mean - second.mean, error, df, n }, alpha);
}
