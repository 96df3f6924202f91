import { chiSquareTail } from "./chi-square-tail.ts";
import { coxMaximum } from "./cox-maximum.ts";
import type { Ties } from "./cox-sums.ts";
import { alphaOf, type Level } from "./level.ts";
import { normalLimit } from "./normal-limit.ts";
import { normalTwoSided } from "./normal-tail.ts";
import type { Numbers } from "./numbers.ts";
import { quadraticForm } from "./quadratic-form.ts";
import { type EntryAndStrata, survivalData } from "./survival-data.ts";

export interface CoxOptions extends EntryAndStrata, Level {
  readonly ties?: Ties | undefined;
}

/** The logarithm of the hazard ratio per unit of a column, and Wald's test of 0. */
export interface CoxCoefficient {
  readonly estimate: number | undefined;
  readonly se: number | undefined;
  readonly statistic: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly p: number | undefined;
}

/** A test that all coefficients are 0. */
export interface CoxTest {
  readonly statistic: number | undefined;
  readonly df: number;
  readonly p: number | undefined;
}

export interface Cox {
  readonly n: number;
  readonly events: number;
  /** One a column, in their order. */
  readonly coefficients: readonly CoxCoefficient[];
  /** Whether the likelihood rises for ever, so that there is no estimate; it is then the greatest that it comes near. */
  readonly monotone: boolean;
  readonly logLikelihood: number;
  readonly logLikelihoodAt0: number;
  readonly likelihoodRatio: CoxTest;
  readonly score: CoxTest;
}

/**
 * How does the hazard of the event change with each unit of some columns? Cox's proportional hazards regression.
 *
 * Formula: the maximum of the partial likelihood (`coxSums`), ties by Efron or Breslow, in strata when given; se from
 * the inverse of its information; statistic z = estimate / se, its p from the normal distribution; interval estimate -+
 * z se. Likelihood ratio 2 (l - l at 0) and score U' V U at 0, their p from chi-square. Of several columns each is
 * adjusted for the others.
 *
 * A monotone likelihood has no maximum: when in some direction of the columns every event is the extreme of all at risk
 * with it, coefficients run to infinity. `coxMaximum` finds it out; then no coefficient of the fit is told, and the tests by
 * likelihood ratio and score stand. Where double precision cannot tell a hazard ratio from infinity (some 30 powers of e
 * between two subjects at risk) that counts as monotone too; just short of it an estimate is good to a millionth of its
 * standard error, not to twelve digits. A column that is the same for all at risk at each event has no coefficient, and
 * the others are as without it.
 * Unit: estimate, low, high: ln(hazard ratio) per unit of the column; the hazard ratio is exp(estimate).
 * Source: Cox DR (1972) Regression models and life-tables. J. R. Stat. Soc. B 34:187-220; Bryson MC, Johnson ME (1981) The
 * incidence of monotone likelihood in the Cox model. Technometrics 23:381-383.
 * Checked: R `survival::coxph` -> test/reference/cox.json; its times by timefix = FALSE, as here they tie to the last bit.
 * Cost: O(n) a step after one sort; 0.1 ms at n = 72 with one column, 0.4 ms without a maximum.
 *
 * @example
 * cox([1, 2, 3], [true, true, true], [[0, 1, 0]]).coefficients[0].estimate // Math.log(2) / 2
 * cox([1, 2, 3], [true, true, true], [[3, 2, 1]]).coefficients[0].estimate // undefined
 * cox([1, 2, 3], [true, true, true], [[3, 2, 1]]).monotone // true
 * @throws {RangeError} when a number is not finite, a time is negative, an entry is not before its exit, the lengths
 * differ, there is no event or no column, or a column is a sum of others among those at risk
 */
export function cox(
  times: Numbers,
  events: readonly boolean[],
  columns: readonly Numbers[],
  { ties = "efron", level, ...options }: CoxOptions = {},
): Cox {
  const reach = normalLimit(alphaOf("cox", { level }) / 2);
  const data = survivalData("cox", times, events, options);
  const { used, scales, start, end, coefficients, ascent } = coxMaximum("cox", data, columns, ties);
  const df = used.length;
  const coefficient = (at: number): CoxCoefficient => {
    const j = used.indexOf(at);
    if (j < 0 || ascent) return UNTOLD;
    const estimate = coefficients[j]! / scales[j]!;
    const se = Math.sqrt(end.inverse[j * df + j]!) / scales[j]!;
    const statistic = estimate / se;
    const p = normalTwoSided(statistic);
    return { estimate, se, statistic, low: estimate - reach * se, high: estimate + reach * se, p };
  };
  return {
    n: data.exits.length,
    events: data.deaths,
    coefficients: columns.map((_, at) => coefficient(at)),
    monotone: ascent !== undefined,
    logLikelihood: end.logLikelihood,
    logLikelihoodAt0: start.logLikelihood,
    likelihoodRatio: test(2 * (end.logLikelihood - start.logLikelihood), df),
    score: test(quadraticForm(start.score, start.inverse), df),
  };
}

const UNTOLD: CoxCoefficient = {
  ...{ estimate: undefined, se: undefined, statistic: undefined },
  ...{ low: undefined, high: undefined, p: undefined },
};

function test(statistic: number, df: number): CoxTest {
  if (df < 1) return { statistic: undefined, df, p: undefined };
  const least = Math.max(0, statistic);
  return { statistic: least, df, p: chiSquareTail(least, df) };
}
