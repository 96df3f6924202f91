import { type BinaryRegression, binaryRegression, type RegressionOptions } from "./binary-regression.ts";
import { logisticLikelihood } from "./logistic-likelihood.ts";
import type { Numbers } from "./numbers.ts";

/**
 * By how much do the log odds of a yes rise with each 1 of a value, other columns held? Logistic regression with an
 * intercept. exp of an estimate or a limit is an odds ratio. The first column is the one in question by custom:
 * `{ method, n, exact: false, ...coefficients[0] }` reads as the result of a test.
 *
 * Separated outcomes have no estimates: where some sum of the columns is at least 0 for each yes and at most 0 for each no,
 * and not 0 for all (in one column: no yes is below any no, or none above), the likelihood rises for ever with that sum. It
 * is told from the data, not from a large estimate: `separated` says that such a sum was found, or that an overlap is
 * below 1e-12 of the largest value of the sum and so rounding. `firth` has an answer there.
 *
 * Formula: the maximum of sum(log p_i), by Newton's method to the last digits; se from the inverse of X' W X; statistic 2
 * (maximum - maximum without the column), p by the chi-square with 1 degree of freedom; low and high are the roots of the
 * profile likelihood, where twice its fall is the chi-square quantile (MASS's `confint` has them by a spline, to 1e-4).
 * Unit: log odds by unit of the column; deviance is -2 logLikelihood.
 * Source: Cox DR, Snell EJ (1989) Analysis of Binary Data, 2nd ed.; Albert A, Anderson JA (1984) On the existence of
 * maximum likelihood estimates in logistic regression models. Biometrika 71:1-10.
 * Checked: R `glm(family = binomial)`, and its profile by `uniroot` -> test/reference/logistic.json
 * Cost: O(n k^2) a look at the likelihood, about 15 looks for each of k columns and the intercept; 0.2 ms at n = 72, k = 1,
 * 0.01 ms where separated.
 *
 * @example
 * logistic([true, false, true, false], [[1, 1, 0, 0]]).coefficients[0].p // 1
 * logistic([true, false, true, false], [[4, 1, 3, 2]]).separated // true
 * @throws {RangeError} when a value is not finite, lengths differ, all outcomes are the same, there is no column, or one
 * says nothing new: it has one value, or is a sum of multiples of those before it
 */
export function logistic(
  outcome: readonly boolean[],
  columns: readonly Numbers[],
  options: RegressionOptions = {},
): BinaryRegression {
  return binaryRegression("logistic", logisticLikelihood, outcome, columns, options);
}
