import { chiSquareTail } from "./chi-square-tail.ts";
import type { CoxOptions, CoxTest } from "./cox.ts";
import { coxMaximum } from "./cox-maximum.ts";
import { coxSums } from "./cox-sums.ts";
import { inverseSymmetric } from "./inverse-symmetric.ts";
import { kaplanMeier } from "./kaplan-meier.ts";
import type { Numbers } from "./numbers.ts";
import { quadraticForm } from "./quadratic-form.ts";
import { type SurvivalData, survivalData } from "./survival-data.ts";

export interface SchoenfeldOptions extends Omit<CoxOptions, "level"> {
  /** On which scale of time a trend is looked for: 1 - Kaplan-Meier survival just before it, or time itself. */
  readonly transform?: "km" | "identity" | undefined;
}

export interface Schoenfeld {
  /** One a column, in their order, each with 1 degree of freedom. */
  readonly columns: readonly CoxTest[];
  readonly global: CoxTest;
}

/**
 * Do the hazards stay proportional, or does the effect of a column change with time? The score test of a trend of the
 * coefficients with g(time), in the Cox regression of `cox`.
 *
 * Formula: each column x gets a second one, x g(t), with coefficient 0. With s and I the parts of score and information
 * at the event times, at the maximum: u = sum g s; S = sum g^2 I - (sum g I) (sum I)^-1 (sum g I). Of a column
 * chi-square = u_j^2 / S_jj, of all u' S^-1 u. g is 1 - S(t-) of Kaplan and Meier over all subjects, strata or not, or t; of
 * its zero and its unit nothing depends.
 * Undefined where nothing can be tested: the likelihood has no maximum, a column has no coefficient, or there is no
 * second event time to change by.
 * Unit: none.
 * Source: Grambsch PM, Therneau TM (1994) Proportional hazards tests and diagnostics based on weighted residuals.
 * Biometrika 81:515-526; Therneau TM, Grambsch PM (2000) Modeling Survival Data, 6.2.
 * Checked: R `survival::cox.zph` (3.5-3, where it is this score test) -> test/reference/schoenfeld.json
 * Cost: that of `cox` and `kaplanMeier`; 0.15 ms at n = 72 with one column.
 *
 * @example
 * schoenfeld([1, 2, 3, 4], [true, true, true, true], [[0, 1, 1, 0]]).columns[0].statistic // (2 + Math.sqrt(5)) / 2
 * schoenfeld([1, 2], [true, false], [[0, 1]]).global.p // undefined
 * @throws {RangeError} as `cox`
 */
export function schoenfeld(
  times: Numbers,
  events: readonly boolean[],
  columns: readonly Numbers[],
  { ties = "efron", transform = "km", ...options }: SchoenfeldOptions = {},
): Schoenfeld {
  const data = survivalData("schoenfeld", times, events, options);
  const { rows, used, end, coefficients, ascent } = coxMaximum("schoenfeld", data, columns, ties);
  const size = used.length;
  const g = transform === "km" ? beforeEach(times, events, options) : (time: number) => time;
  const scale = standard(data, g);
  if (ascent || size < 1 || !scale) {
    return { columns: columns.map(() => untold(1)), global: untold(size) };
  }
  const u = new Float64Array(size);
  const [once, twice] = [new Float64Array(size * size), new Float64Array(size * size)];
  coxSums(data, rows, coefficients, ties, (time, { score, information }) => {
    const trend = scale(time);
    for (let j = 0; j < size; j++) {
      u[j]! += trend * score[j]!;
      for (let l = 0; l < size; l++) {
        const part = information[Math.max(j, l) * size + Math.min(j, l)]!;
        once[j * size + l]! += trend * part;
        twice[j * size + l]! += trend * trend * part;
      }
    }
  });
  const row = (matrix: Float64Array, j: number) => matrix.subarray(j * size, (j + 1) * size);
  const left = twice.map((sum, m) => {
    const [j, l] = [Math.floor(m / size), m % size];
    return sum - quadraticForm(row(once, j), end.inverse, row(once, l));
  });
  const known = (j: number) => left[j * size + j]! > ROUNDING * twice[j * size + j]!;
  const column = (at: number): CoxTest => {
    const j = used.indexOf(at);
    return j >= 0 && known(j) ? told(u[j]! ** 2 / left[j * size + j]!, 1) : untold(1);
  };
  const { inverse, pivots } = inverseSymmetric(left, size);
  const whole = inverse && pivots.every((pivot, j) => pivot > ROUNDING && known(j));
  return {
    columns: columns.map((_, at) => column(at)),
    global: whole ? told(quadraticForm(u, inverse), size) : untold(size),
  };
}

/** What is left of a sum by less than this is its rounding. */
const ROUNDING = 1e-10;

function told(statistic: number, df: number): CoxTest {
  return { statistic, df, p: chiSquareTail(statistic, df) };
}

function untold(df: number): CoxTest {
  return { statistic: undefined, df, p: undefined };
}

/** 1 - survival just before each time at which somebody left. */
function beforeEach(
  times: Numbers,
  events: readonly boolean[],
  { entry }: SchoenfeldOptions,
): (time: number) => number {
  const died = new Map<number, number>();
  let survival = 1;
  for (const step of kaplanMeier(times, events, { entry }).steps) {
    died.set(step.time, 1 - survival);
    survival = step.survival;
  }
  return (time) => died.get(time)!;
}

/** g with mean 0 over the events and at most 1 from it; undefined where it is the same at all of them. */
function standard(data: SurvivalData, g: (time: number) => number): ((time: number) => number) | undefined {
  const values = Array.from(
    data.exits.filter((_, i) => data.events[i]),
    g,
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  return values.every((value) => value === values[0]) ? undefined : (time) => (g(time) - mean) / largest;
}
