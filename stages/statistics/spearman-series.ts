import { normalTail } from "./normal-tail.ts";

/**
 * How probable is a sum of squared rank differences of at most S, by a series? For S up to its mean, where rho is above
 * 0.
 *
 * Formula: the normal distribution with Edgeworth's correction: x = (6 (S + 1) / (n (n^2 - 1)) - 1) sqrt(n - 1), b =
 * 1/n, P(x) - x b exp(-x^2 / 2) times a polynomial in x^2 and b. Its error is up to 6e-4 at n = 10 and 1e-4 at 13, so
 * that it is only of use down to about 5e-4: below that it falls to 0 and under, or rises again.
 * Unit: probability, where it is one.
 * Source: Best DJ, Roberts DE (1975) Algorithm AS 89: the upper tail probabilities of Spearman's rho. Appl. Stat.
 * 24:377-379.
 * Checked: R `cor.test(method = "spearman")` for n from 10 -> test/reference/spearman.json
 * Cost: O(1).
 *
 * @example
 * spearmanSeries(80, 10) // 0.06641153008798281
 */
export function spearmanSeries(sum: number, n: number): number {
  const b = 1 / n;
  const x = ((6 * (sum + 1) * b) / (n * n - 1) - 1) * Math.sqrt(n - 1);
  const y = x * x;
  const far = 0.0072 - 0.0831 * b + y * b * (0.0131 - 0.00046 * y);
  const middle = -0.0758 + b * (0.1033 + 0.3932 * b) - y * b * (0.0879 + 0.0151 * b - y * far);
  const near = 0.2274 + b * (0.2531 + 0.1745 * b);
  return normalTail(-x) - x * b * Math.exp(-y / 2) * (near + y * middle);
}
