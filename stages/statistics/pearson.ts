import { alphaOf, type Level } from "./level.ts";
import { normalLimit } from "./normal-limit.ts";
import { type Numbers, numbers } from "./numbers.ts";
import type { TestResult } from "./result.ts";
import { studentTail } from "./student-tail.ts";

/**
 * How closely do two measurements of the same subjects lie along a line? Pearson's correlation.
 *
 * Formula: r = sum u v, u and v the values less their mean over the root of their sum of squares; t = r sqrt(n - 2) /
 * sqrt(1 - r^2) with n - 2 degrees of freedom; interval tanh(atanh r -+ z / sqrt(n - 3)), Fisher's, which 3 pairs do not
 * have. 1 - r is sum (u - v)^2 / 2 and 1 + r likewise, for r near 1 keeps no digits of them. Where the values lie on a
 * line, to within their rounding, r is 1 or -1 and there is no statistic, no p and no interval.
 * Unit: correlation, -1 to 1; n is the number of pairs.
 * Source: Fisher RA (1915) Frequency distribution of the values of the correlation coefficient in samples from an
 * indefinitely large population. Biometrika 10:507-521; Fisher RA (1921) On the "probable error" of a coefficient of
 * correlation deduced from a small sample. Metron 1:3-32.
 * Checked: R `cor.test` -> test/reference/pearson.json
 * Cost: O(n).
 *
 * @example
 * pearson([1, 2, 3, 4], [2, 1, 4, 3]).estimate // 0.6
 * pearson([1, 2, 3, 4], [2, 1, 4, 3]).p // 0.4
 * pearson([1, 2, 3], [2, 1, 3]).low // undefined
 * pearson([1, 2, 3], [6, 4, 2]).estimate // -1
 * @throws {RangeError} when a value is not finite, the lengths differ, there are fewer than 3 pairs, or one side is all equal
 */
export function pearson(x: Numbers, y: Numbers, options: Level = {}): TestResult {
  const alpha = alphaOf("pearson", options);
  if (x.length !== y.length) throw new RangeError(`pearson: needs pairs, got ${x.length} and ${y.length} values`);
  const n = x.length;
  if (n < 3) throw new RangeError(`pearson: needs at least 3 pairs, got ${n}`);
  const [u, v] = [standardised(numbers("pearson", x)), standardised(numbers("pearson", y))];
  let [apart, opposed, r] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    r += u.values[i]! * v.values[i]!;
    apart += (u.values[i]! - v.values[i]!) ** 2 / 2;
    opposed += (u.values[i]! + v.values[i]!) ** 2 / 2;
  }
  const result = { method: "pearson", exact: false, n };
  if (Math.sqrt(Math.min(apart, opposed)) <= u.rounding + v.rounding) {
    return { ...result, statistic: undefined, estimate: Math.sign(r), low: undefined, high: undefined, p: undefined };
  }
  const statistic = r * Math.sqrt((n - 2) / (apart * opposed));
  const middle = Math.log(opposed / apart) / 2;
  const reach = normalLimit(alpha / 2) / Math.sqrt(n - 3);
  const limits = n > 3 ? [Math.tanh(middle - reach), Math.tanh(middle + reach)] : [];
  const p = studentTail(statistic, n - 2);
  return { ...result, statistic, estimate: Math.max(-1, Math.min(1, r)), low: limits[0], high: limits[1], p };
}

/** The values less their mean, as a vector of length 1, and how large their rounding is in it. */
function standardised(values: Float64Array) {
  const n = values.length;
  const near = values.reduce((sum, value) => sum + value, 0) / n;
  const over = values.reduce((sum, value) => sum + (value - near), 0) / n;
  const off = values.map((value) => value - near - over);
  const largest = off.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  if (!Number.isFinite(largest)) throw new RangeError("pearson: needs values with a finite spread");
  const root = Math.sqrt(off.reduce((sum, each) => sum + (each / largest) ** 2, 0));
  const rounding = (10 * Number.EPSILON * Math.sqrt(n) * Math.abs(near)) / largest / root;
  if (!(rounding < 1)) throw new RangeError(`pearson: needs values that differ, got ${n} equal to ${near}`);
  return { values: off.map((each) => each / largest / root), rounding: rounding + 10 * Number.EPSILON };
}
