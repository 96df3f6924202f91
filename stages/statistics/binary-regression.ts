import { design } from "./design.ts";
import { highest } from "./highest.ts";
import { alphaOf, type Level } from "./level.ts";
import { likelihoodRatio } from "./likelihood-ratio.ts";
import type { LogisticHeight } from "./logistic-likelihood.ts";
import { type Maximum, maximum, type Surface } from "./maximum.ts";
import { normalLimit } from "./normal-limit.ts";
import { normalTwoSided } from "./normal-tail.ts";
import type { Numbers } from "./numbers.ts";
import { profileLimit } from "./profile-limit.ts";

/**
 * A coefficient, by the likelihood: `statistic` is the likelihood ratio against 0, a chi-square with 1 degree of freedom,
 * `p` its p, and `low` and `high` the limits that the same test does not contradict. `z` and `waldP` are the estimate by
 * its standard error, which speak too little where the estimate is large (Hauck WW, Donner A (1977) JASA 72:851-853). All
 * are undefined where there is no estimate. A limit alone is undefined where rounding hides it: that takes data so nearly
 * separated that it lies beyond odds ratios of e^90, or a column of which one value is 1e9 times as far off as all others.
 */
export interface Coefficient {
  readonly estimate: number | undefined;
  readonly se: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly statistic: number | undefined;
  readonly p: number | undefined;
  readonly z: number | undefined;
  readonly waldP: number | undefined;
}

/** Log odds of a yes: those where all columns are 0, and their rise for each 1 of each column, in the order given. */
export interface BinaryRegression {
  readonly method: "logistic" | "firth";
  readonly n: number;
  /** Whether the outcomes are separated, so that there are no estimates. */
  readonly separated: boolean;
  readonly intercept: Coefficient;
  readonly coefficients: readonly Coefficient[];
  /** The maximum of the log likelihood, penalised if the method is, and -2 times it; undefined if separated. */
  readonly logLikelihood: number | undefined;
  readonly deviance: number | undefined;
}

export interface RegressionOptions extends Level {
  /** The coefficient of the first column alone is worked out, and the intercept not: profiles are what costs. */
  readonly only?: "first" | undefined;
}

/** A log likelihood of yes and no by columns. */
export type BinaryLikelihood = (
  outcome: readonly boolean[],
  columns: readonly Float64Array[],
) => Surface<LogisticHeight>;

const NONE: Coefficient = {
  estimate: undefined,
  se: undefined,
  low: undefined,
  high: undefined,
  statistic: undefined,
  p: undefined,
  z: undefined,
  waldP: undefined,
};

/**
 * The regression of a binary outcome by the maximum of some likelihood. Each coefficient is looked at with its column
 * last, where the last diagonal of the triangle is one by its standard error and the profile is easy; the intercept with
 * the columns as they were given, for it is the log odds where those are 0.
 *
 * Cost: about 6 looks at the likelihood, and 15 to 20 for each of k columns and the intercept.
 */
export function binaryRegression(
  method: "logistic" | "firth",
  likelihood: BinaryLikelihood,
  outcome: readonly boolean[],
  given: readonly Numbers[],
  options: RegressionOptions,
): BinaryRegression {
  const alpha = alphaOf(method, options);
  const n = outcome.length;
  const yes = outcome.filter((one) => one).length;
  if (yes < 1 || yes === n) {
    throw new RangeError(`${method}: needs at least 1 yes and 1 no, got ${yes} and ${n - yes}`);
  }
  if (given.length < 1) throw new RangeError(`${method}: needs at least 1 column, got 0`);
  const { columns, centres } = design(method, given, n);
  const first = options.only === "first";
  const asked = first ? given.slice(0, 1) : given;
  const surface = likelihood(outcome, columns);
  const hill = maximum(surface, new Float64Array(columns.length));
  if (hill === undefined) {
    const coefficients = asked.map(() => NONE);
    const [logLikelihood, deviance] = [undefined, undefined];
    return { method, n, separated: method === "logistic", intercept: NONE, coefficients, logLikelihood, deviance };
  }
  const peak = highest(surface, hill, columns.length);
  const drop = normalLimit(alpha / 2) ** 2 / 2;
  const coefficient = (surface: Surface<LogisticHeight>, here: Maximum<LogisticHeight>): Coefficient => {
    const estimate = here.point[here.point.length - 1]!;
    const se = 1 / here.information[here.information.length - 1]!;
    const statistic = likelihoodRatio(surface, here);
    return {
      estimate,
      se,
      low: profileLimit(surface, here, drop, -1),
      high: profileLimit(surface, here, drop, 1),
      statistic,
      p: statistic === undefined ? undefined : normalTwoSided(Math.sqrt(statistic)),
      z: estimate / se,
      waldP: normalTwoSided(estimate / se),
    };
  };
  const by = (tested: readonly Float64Array[], point: Float64Array) => {
    const surface = likelihood(outcome, tested);
    return coefficient(surface, { ...surface.at(point), point });
  };
  const slope = (at: number) =>
    at === columns.length - 1
      ? coefficient(surface, peak)
      : by(turned(columns, at), Float64Array.from(turned(Array.from(peak.point), at)));
  return {
    method,
    n,
    separated: false,
    intercept: first ? NONE : by(...atZero(columns, centres, peak.point)),
    coefficients: asked.map((_, j) => slope(j + 1)),
    logLikelihood: peak.value,
    deviance: -2 * peak.value,
  };
}

/** The same things with that one last. */
function turned<T>(things: readonly T[], at: number): T[] {
  return [...things.slice(0, at), ...things.slice(at + 1), things[at]!];
}

/**
 * The columns as they were given and ones, and the same fit by them: the last coefficient is the log odds where all are 0.
 * Where a column is far off 0, its share of its centre c is taken from the ones, 1 - x / c = (c - x) / c: the others
 * being free, that is the same coefficient, and (c - x) is exact.
 */
function atZero(columns: readonly Float64Array[], centres: Float64Array, point: Float64Array) {
  let [far, farthest] = [0, 1];
  const given = columns.slice(1).map((column, before) => {
    const j = before + 1;
    const centre = centres[j]!;
    const off = Math.abs(centre) / column.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (off > farthest) [far, farthest] = [j, off];
    return column.map((value) => value + centre);
  });
  const rest = point.reduce((sum, slope, j) => (j === far ? sum : sum - slope * centres[j]!), point[0]!);
  const turned = Float64Array.of(...point.slice(1), rest - point[far]! * centres[far]!);
  if (far > 0) turned[far - 1] = rest / centres[far]!;
  const last = far > 0 ? columns[far]!.map((value) => -value / centres[far]!) : columns[0]!;
  return [[...given, last], turned] as const;
}
