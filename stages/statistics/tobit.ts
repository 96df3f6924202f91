import { design } from "./design.ts";
import { alphaOf, type Level } from "./level.ts";
import { maximum } from "./maximum.ts";
import { normalLimit } from "./normal-limit.ts";
import { normalTwoSided } from "./normal-tail.ts";
import { type Numbers, numbers } from "./numbers.ts";
import { type Bound, tobitLikelihood } from "./tobit-likelihood.ts";
import { triangleStep } from "./triangle-step.ts";

/** A coefficient with its standard error; `statistic` is z. All are undefined where there is no estimate. */
export interface NormalCoefficient {
  readonly estimate: number | undefined;
  readonly se: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly statistic: number | undefined;
  readonly p: number | undefined;
}

export interface Tobit {
  readonly method: "tobit";
  readonly n: number;
  /** How many values are bounds. */
  readonly censored: number;
  /** Why there are no estimates, if there are none. */
  readonly reason: "all-censored" | "no-maximum" | undefined;
  readonly intercept: NormalCoefficient;
  readonly coefficients: readonly NormalCoefficient[];
  readonly logSigma: { readonly estimate: number | undefined; readonly se: number | undefined };
  readonly logLikelihood: number | undefined;
}

/**
 * What are the mean of values, and its rise for each 1 of a column, when some values are only known to be at most or at
 * least a number? Normal regression with censored values (Tobit), with an intercept, by maximum likelihood. Two groups: one
 * column, 1 for the one and 0 for the other. Changes of pairs: no column, the intercept is their mean.
 *
 * There is no estimate where all values are bounds (`all-censored`), or where the likelihood rises for ever
 * (`no-maximum`): the values lie on the fit without a spread and no bound contradicts it, or all bounds of a group are on
 * one side and it has no value. That is told from the data: as in `logistic`, a direction is found in which no value comes
 * to fit worse. Standard errors are those of large samples; with a few values they are too small.
 *
 * Formula: the maximum over coefficients and log sigma, by Newton's method to the last digits; se from the inverse of the
 * observed information; z = estimate / se, p and limits by the normal distribution. sigma is not corrected for the
 * number of coefficients.
 * Unit: as the values, by unit of the column.
 * Source: Tobin J (1958) Estimation of relationships for limited dependent variables. Econometrica 26:24-36; Olsen RJ
 * (1978) Note on the uniqueness of the maximum likelihood estimator for the Tobit model. Econometrica 46:1211-1215.
 * Checked: R `survival::survreg(Surv(time, time2, type = "interval2") ~ x, dist = "gaussian")`, taken to the last digits
 * -> test/reference/tobit.json
 * Cost: O(n k^2) a look, about 8 looks, 40 where there is no maximum; 0.15 ms at n = 72, k = 1.
 *
 * @example
 * tobit([1, 2, 3], ["exact", "exact", "exact"], []).intercept.estimate // 2
 * tobit([1, 2, 3, 4], ["at-most", "at-most", "exact", "exact"], [[0, 0, 1, 1]]).reason // "no-maximum"
 * tobit([1, 2], ["at-most", "at-most"], []).reason // "all-censored"
 * @throws {RangeError} when a value is not finite, there is none, lengths differ, or a column says nothing new
 */
export function tobit(
  values: Numbers,
  bounds: readonly Bound[],
  columns: readonly Numbers[],
  options: Level = {},
): Tobit {
  const alpha = alphaOf("tobit", options);
  const given = numbers("tobit", values);
  const n = given.length;
  if (n < 1) throw new RangeError("tobit: needs at least 1 value, got 0");
  if (bounds.length !== n) throw new RangeError(`tobit: needs one bound for each value, got ${bounds.length} for ${n}`);
  const { columns: centred, centres } = design("tobit", columns, n);
  const k = centred.length;
  const censored = bounds.filter((bound) => bound !== "exact").length;
  const middle = given.slice().sort()[(n - 1) >> 1]!;
  const moved = given.map((value) => value - middle);
  const spread = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0) / n) || 1;
  const start = new Float64Array(k + 1);
  start[k] = 1 / spread;
  const peak = censored < n ? maximum(tobitLikelihood(moved, bounds, centred), start) : undefined;
  if (peak === undefined) {
    const reason = censored < n ? "no-maximum" : "all-censored";
    const logSigma = { estimate: undefined, se: undefined };
    const coefficients = columns.map(() => NONE);
    return { method: "tobit", n, censored, reason, intercept: NONE, coefficients, logSigma, logLikelihood: undefined };
  }
  const precision = peak.point[k]!;
  /** The error of what changes so with the coefficients by sigma and with 1 / sigma. */
  const error = (gradient: Float64Array) => Math.sqrt(triangleStep(peak.triangle, gradient, k + 1, k + 1)!.gain);
  /** Of a sum of multiples of the coefficients. */
  const coefficient = (multiples: Float64Array, more: number): NormalCoefficient => {
    const sum = multiples.reduce((sum, multiple, j) => sum + multiple * peak.point[j]!, 0) / precision;
    const estimate = sum + more;
    const se = error(Float64Array.of(...multiples, -sum).map((each) => each / precision));
    const reach = normalLimit(alpha / 2) * se;
    const statistic = estimate / se;
    return { estimate, se, low: estimate - reach, high: estimate + reach, statistic, p: normalTwoSided(statistic) };
  };
  const atZero = centres.map((centre, j) => (j === 0 ? 1 : -centre));
  return {
    method: "tobit",
    n,
    censored,
    reason: undefined,
    intercept: coefficient(atZero, middle),
    coefficients: columns.map((_, j) => coefficient(new Float64Array(k).fill(1, j + 1, j + 2), 0)),
    logSigma: { estimate: -Math.log(precision), se: error(new Float64Array(k + 1).fill(1 / precision, k)) },
    logLikelihood: peak.value,
  };
}

const NONE: NormalCoefficient = {
  estimate: undefined,
  se: undefined,
  low: undefined,
  high: undefined,
  statistic: undefined,
  p: undefined,
};
