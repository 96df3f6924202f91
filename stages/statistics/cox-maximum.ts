import { type CoxRows, coxRows } from "./cox-rows.ts";
import { coxSums, type Ties } from "./cox-sums.ts";
import { inverseSymmetric } from "./inverse-symmetric.ts";
import type { Numbers } from "./numbers.ts";
import type { SurvivalData } from "./survival-data.ts";

/** The partial likelihood at some coefficients, and the inverse of its information. */
export interface CoxPoint {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly inverse: Float64Array;
}

/** The maximum in the units of its rows. */
export interface CoxMaximum extends CoxRows {
  readonly start: CoxPoint;
  readonly end: CoxPoint;
  readonly coefficients: Float64Array;
  /** The last step where there is no maximum: in this direction the likelihood rises for ever. */
  readonly ascent: Float64Array | undefined;
}

/**
 * At which coefficients is Cox's partial likelihood the greatest, or does it rise for ever?
 *
 * Formula: Newton's steps from 0; one that raises the log likelihood by less than a tenth of what it promises is made
 * shorter, at the least to ln(1 + q) / q of it, where q is how far apart it brings the linear predictors x b of two
 * subjects. That much never goes beyond the top of the line, for along it the second derivative changes at most by the
 * factor exp(q). There is a maximum near when r, the root of U' V U times the greatest distance of two subjects in the
 * metric V, is below 1 (U score, V inverse information); there is none when r is 1 or more for ever, and then the
 * information falls to nothing. So the steps end with a maximum when r is down to the rounding of U, and without when
 * that rounding alone makes r 1/2 and the log likelihood has less than 1e-9 to gain. It is then what it rises to, but for
 * about 1e-14 an event.
 * Unit: as `coxRows`, which brings the columns to a spread of about 1.
 * Source: Bach F (2010) Self-concordant analysis for logistic regression. Electron. J. Stat. 4:384-414; Jacobsen M (1989)
 * Existence and unicity of MLEs in discrete exponential family distributions. Scand. J. Stat. 16:335-349.
 * Checked: through `cox` -> test/reference/cox.json
 * Cost: 6 to 8 times `coxSums`; without a maximum 40 times.
 *
 * @example
 * coxMaximum("a page", survivalData("a page", [1, 2, 3], [true, true, true]), [[0, 1, 0]], "efron").scales // [Math.sqrt(17 / 108)]
 * coxMaximum("a page", survivalData("a page", [1, 2, 3], [true, true, true]), [[0, 1, 0]], "efron").ascent // undefined
 * coxMaximum("a page", survivalData("a page", [1, 2, 3], [true, true, true]), [[3, 2, 1]], "efron").ascent[0] > 0 // true
 * @throws {RangeError} as `coxRows`, and when a column is a sum of others among those at risk (to 1e-8 of its
 * information)
 */
export function coxMaximum(method: string, data: SurvivalData, columns: readonly Numbers[], ties: Ties): CoxMaximum {
  const given = coxRows(method, data, columns, ties);
  const { rows, used } = given;
  const size = used.length;
  let coefficients = new Float64Array(size);
  const { pivots, ...start } = pointAt(data, rows, coefficients, ties);
  const sum = pivots.findIndex((pivot) => pivot < 1e-8);
  if (sum >= 0 || !known(start)) {
    throw new RangeError(`${method}: needs columns of which none is a sum of others, got column ${used[sum]! + 1}`);
  }
  const rounding = roundingOf(given, data.deaths);
  let point: CoxPoint = start;
  for (let count = 0; count < MOST; count++) {
    const { score, inverse } = point;
    const step = score.map((_, j) => dot(inverse.subarray(j * size, (j + 1) * size), score));
    const gain = Math.max(0, dot(step, score));
    const blur = rounding.reduce((total, off, j) => total + off * Math.sqrt(inverse[j * size + j]!), 0);
    let last = false;
    if (gain < Math.max(1e-9, blur ** 2)) {
      const reach = 2 * furthest(given, inverse);
      if (reach * blur >= 0.5) return { ...given, start, end: point, coefficients, ascent: step };
      last = reach * Math.sqrt(gain) <= 1e-9 + reach * blur;
    }
    const slack = 1e-12 * (Math.abs(start.logLikelihood) + data.deaths * (1 + apartness(given, coefficients)));
    const apart = apartness(given, step);
    const least = apart > 0 ? Math.log1p(apart) / apart : 1;
    for (let part = 1, from = coefficients, before = point; ; part = Math.max(least, part / 4)) {
      coefficients = from.map((value, j) => value + part * step[j]!);
      const next = pointAt(data, rows, coefficients, ties);
      const short = next.logLikelihood - before.logLikelihood < (part * gain) / 10 - slack;
      if (part > least && (short || !known(next))) continue;
      if (!known(next)) return { ...given, start, end: before, coefficients: from, ascent: step };
      point = next;
      break;
    }
    if (last) return { ...given, start, end: point, coefficients, ascent: undefined };
  }
  throw new Error(`${method}: ${MOST} steps did not reach the maximum`);
}

/** Far above the steps that any likelihood has been seen to need. */
const MOST = 1000;

function pointAt(data: SurvivalData, rows: Float64Array, coefficients: Float64Array, ties: Ties) {
  const { information, ...sums } = coxSums(data, rows, coefficients, ties);
  return { ...sums, ...inverseSymmetric(information, coefficients.length) };
}

function known<Point extends { inverse: Float64Array | undefined }>(
  point: Point,
): point is Point & { inverse: Float64Array } {
  return point.inverse !== undefined;
}

/** How far off each score may be by rounding: generously, 8 last places of the largest value for each event. */
function roundingOf({ rows, used, concerned }: CoxRows, deaths: number): Float64Array {
  const size = used.length;
  const largest = new Float64Array(size);
  for (const place of concerned)
    for (let j = 0; j < size; j++) largest[j] = Math.max(largest[j]!, Math.abs(rows[place * size + j]!));
  return largest.map((value) => 8 * 2 ** -53 * deaths * value);
}

/** The greatest distance of a subject from the origin in the metric of the inverse. */
function furthest({ rows, used, concerned }: CoxRows, inverse: Float64Array): number {
  const size = used.length;
  let most = 0;
  for (const place of concerned) {
    let square = 0;
    for (let j = 0; j < size; j++)
      for (let l = 0; l < size; l++)
        square += rows[place * size + j]! * inverse[j * size + l]! * rows[place * size + l]!;
    if (square > most) most = square;
  }
  return Math.sqrt(most);
}

/** The greatest difference of two subjects' linear predictors. */
function apartness({ rows, used, concerned }: CoxRows, step: Float64Array): number {
  const size = used.length;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const place of concerned) {
    let linear = 0;
    for (let j = 0; j < size; j++) linear += rows[place * size + j]! * step[j]!;
    if (linear < low) low = linear;
    if (linear > high) high = linear;
  }
  return high - low;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}
