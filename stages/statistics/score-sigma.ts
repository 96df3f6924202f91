import type { Ties } from "./pair-order.ts";

const NONE: Ties = { pairs: 0, triples: 0, spread: 0 };

/**
 * How far does the number of concordant pairs less discordant ones spread when all orders of one list against the other
 * are equally likely? Its standard deviation; the mean is 0.
 *
 * Formula: var = (n (n-1) (2n+5) - sum over ties of x and of y of t (t-1) (2t+5)) / 18 + product of the sums of t (t-1)
 * / (2 n (n-1)) + product of the sums of t (t-1) (t-2) / (9 n (n-1) (n-2)). Half of it is that of Jonckheere's
 * statistic, with the groups as ties of x.
 * Unit: pairs.
 * Source: Kendall MG (1945) The treatment of ties in ranking problems. Biometrika 33:239-251; Hollander M, Wolfe DA
 * (1999) Nonparametric Statistical Methods, 2nd ed., 6.2 and 8.1.
 * Checked: R, over all orders listed, and `cor.test(method = "kendall")` -> test/reference/kendall.json
 * Cost: O(1).
 *
 * @example
 * scoreSigma(4) // 2.943920288775949
 * scoreSigma(2, { pairs: 1, triples: 0, spread: 18 }, { pairs: 1, triples: 0, spread: 18 }) // 0
 */
export function scoreSigma(n: number, x = NONE, y = NONE): number {
  const pairs = n * (n - 1);
  const triples = x.triples * y.triples;
  const square =
    (pairs * (2 * n + 5) - x.spread - y.spread) / 18 +
    (2 * x.pairs * y.pairs) / pairs +
    (triples === 0 ? 0 : triples / (9 * pairs * (n - 2)));
  return Math.sqrt(Math.max(0, square));
}
