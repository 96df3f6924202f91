import { design } from "./design.ts";
import { alphaOf, type Level } from "./level.ts";
import { type Numbers, numbers } from "./numbers.ts";
import { studentLimit } from "./student-limit.ts";
import { studentTail } from "./student-tail.ts";
import { subjectSums } from "./subject-sums.ts";
import { varianceRatio } from "./variance-ratio.ts";

/** A coefficient; `statistic` is t, with `df` degrees of freedom. */
export interface MixedCoefficient {
  readonly estimate: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

export interface MixedModel {
  readonly method: "mixed-model";
  readonly n: number;
  readonly subjects: number;
  /** Whether the variance between subjects comes out as 0: then the model is one without subjects. */
  readonly singular: boolean;
  readonly intercept: MixedCoefficient;
  readonly coefficients: readonly MixedCoefficient[];
  readonly subjectVariance: number;
  readonly residualVariance: number;
  /** -2 log of the restricted likelihood, as lme4 counts it. */
  readonly deviance: number;
}

/**
 * By how much do values rise with each 1 of a column, when each subject has several values and a level of its own? The
 * linear mixed model with a random intercept for each subject, by restricted maximum likelihood. Subjects may have
 * different numbers of values. For time and response: one column 1 after and 0 before, one column 1 in responders, and
 * their product, whose coefficient is by how much more responders change.
 *
 * Formula: y = X b + u_subject + e; the ratio var(u) / var(e) has the highest restricted likelihood, 0 allowed
 * (`singular`); b by generalised least squares, se from var(e) (X' V^-1 X)^-1; degrees of freedom by Satterthwaite, 2 v^2
 * / var(v), with v = se^2 and var(v) from the second derivatives of the restricted likelihood by both variances; n - k
 * where it is singular (the derivative by the standard deviation of u is 0 there, as lmerTest has it); p and limits by
 * Student's t.
 * Unit: as the values, by unit of the column; variances in its square.
 * Source: Laird NM, Ware JH (1982) Random-effects models for longitudinal data. Biometrics 38:963-974; Giesbrecht FG, Burns
 * JC (1985) Two-stage analysis based on a mixed model: large-sample asymptotic theory and small-sample simulation
 * results. Biometrics 41:477-486.
 * Checked: the restricted likelihood of the whole matrix in R, `lmerTest::lmer` -> test/reference/mixed-model.json
 * Cost: O(n k^2) for k columns, and about 32 looks of O(k^3); 0.6 ms at n = 288, k = 7.
 *
 * @example
 * mixedModel([1, 3, 2, 5, 6, 7], ["A", "A", "B", "B", "C", "C"], [[0, 1, 0, 1, 0, 1]]).coefficients[0].estimate // 2
 * mixedModel([1, 3, 2, 5, 6, 7], ["A", "A", "B", "B", "C", "C"], [[0, 1, 0, 1, 0, 1]]).coefficients[0].df // 2
 * @throws {RangeError} when a value is not finite, lengths differ, a column says nothing new, or the two variances cannot be
 * told apart: fewer than 2 subjects, no subject with more values than its columns explain, values that do not vary
 * within subjects, or no more subjects than columns that are constant within them
 */
export function mixedModel(
  values: Numbers,
  subjects: readonly (string | number)[],
  columns: readonly Numbers[],
  options: Level = {},
): MixedModel {
  const alpha = alphaOf("mixed-model", options);
  const given = numbers("mixed-model", values);
  const n = given.length;
  if (subjects.length !== n) {
    throw new RangeError(`mixed-model: needs one subject for each value, got ${subjects.length} for ${n}`);
  }
  if (new Set(subjects).size < 2) {
    throw new RangeError(`mixed-model: needs at least 2 subjects, got ${new Set(subjects).size}`);
  }
  const { columns: centred, centres, triangle, basis } = design("mixed-model", columns, n);
  const k = centred.length;
  const middle = given.slice().sort()[(n - 1) >> 1]!;
  const rest = given.map((value) => value - middle);
  const fitted = basis.map((q) => {
    let along = 0;
    for (let i = 0; i < n; i++) along += q[i]! * rest[i]!;
    for (let i = 0; i < n; i++) rest[i]! -= along * q[i]!;
    return along;
  });
  const sums = subjectSums([...basis, rest], subjects);
  tellApart(sums.within, k, n, sums.subjects, given);

  const { ratio, at } = varianceRatio(sums);
  const [squares, falling, bending] = at.squares;
  const variance = squares / (n - k);
  const singular = ratio === 0;
  /** Second derivatives of the criterion: by the residual variance, by it and the ratio, and by the ratio. */
  const [ss, sr, rr] = [(n - k) / variance ** 2, -falling / variance ** 2, bending / variance + at.determinants];

  /** A sum of multiples of the coefficients of the centred columns. */
  const coefficient = (multiples: Float64Array, more: number): MixedCoefficient => {
    const a = multiples.slice();
    let estimate = more;
    for (let j = 0; j < k; j++) {
      for (let i = 0; i < j; i++) a[j]! -= triangle[i * k + j]! * a[i]!;
      a[j]! /= triangle[j * k + j]!;
      estimate += a[j]! * (fitted[j]! + at.coefficients[j]!);
    }
    const square = form(at.inverse, a);
    const byRatio = -variance * form(at.fall, a);
    const spread = (square ** 2 * rr - 2 * square * byRatio * sr + byRatio ** 2 * ss) / (ss * rr - sr ** 2);
    const df = singular ? n - k : (variance * square) ** 2 / spread;
    const se = Math.sqrt(variance * square);
    const reach = studentLimit(alpha, df) * se;
    const statistic = estimate / se;
    const [low, high] = [estimate - reach, estimate + reach];
    return { estimate, se, low, high, statistic, df, p: studentTail(statistic, df) };
  };
  let deviance = at.criterion + (n - k) * (1 + Math.log((2 * Math.PI) / (n - k)));
  for (let j = 0; j < k; j++) deviance += 2 * Math.log(triangle[j * k + j]!);
  const atZero = centres.map((centre, j) => (j === 0 ? 1 : -centre));
  return {
    method: "mixed-model",
    n,
    subjects: sums.subjects,
    singular,
    intercept: coefficient(atZero, middle),
    coefficients: columns.map((_, j) => coefficient(new Float64Array(k).fill(1, j + 1, j + 2), 0)),
    subjectVariance: ratio * variance,
    residualVariance: variance,
    deviance,
  };
}

/** Whether the values say something of both variances. The diagonal of `within` is of columns of length 1, and the rest. */
function tellApart(within: Float64Array, k: number, n: number, subjects: number, given: Float64Array): void {
  const varies = Array.from({ length: k }, (_, j) => within[j * (k + 1) + j]! > 1e-7).filter((one) => one).length;
  if (n - subjects - varies < 1) {
    throw new RangeError(
      `mixed-model: needs more values than subjects and columns that vary within them, got ${n} and ${subjects + varies}`,
    );
  }
  if (subjects - (k - varies) < 1) {
    throw new RangeError(
      `mixed-model: needs more subjects than columns that do not vary within them, got ${subjects} and ${k - varies}`,
    );
  }
  const size = given.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(within[(k + 1) ** 2 - 1]! > 10 * Number.EPSILON * size)) {
    throw new RangeError("mixed-model: needs values that vary within subjects beyond their columns");
  }
}

function form(matrix: Float64Array, a: Float64Array): number {
  const k = a.length;
  let sum = 0;
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) sum += a[i]! * matrix[i * k + j]! * a[j]!;
  return sum;
}
