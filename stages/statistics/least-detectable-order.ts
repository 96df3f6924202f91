import { kendallDistribution } from "./kendall-distribution.ts";
import { leastConcordance } from "./least-concordance.ts";
import { scoreSigma } from "./score-sigma.ts";

/**
 * How large must the concordance C with a continuous outcome truly be for Kendall's test of n subjects to reach
 * two-sided level alpha with this power? C = (1 + tau) / 2.
 *
 * Formula: as `leastConcordance`: the smallest number of concordant pairs with p at most alpha, exact below 50, else
 * normal as `kendall`; C beta distributed with mean C and the variance under a bivariate normal distribution of
 * correlation r = sin(pi (C - 1/2)): (1 - (2 C - 1)^2 + 2 (n - 2) (1/9 - (2 asin(r / 2) / pi)^2)) / (2 n (n - 1)). No
 * ties; an ordered outcome of few levels leaves fewer pairs to compare and needs more. By simulation the power at this
 * C is within 0.02 of that asked for, and up to 0.08 below it where only C = 1 reaches alpha.
 *
 * For time to event, put in the number of events: subjects still without it add to what is known, so that this C is
 * then on the safe side. The score test of Cox's regression on a normal value, simulated with every subject followed to
 * the event and with half of them, has at this C more than the power asked for (0.87 to 0.99 for 0.8) where C is below
 * 0.9. The formula of Schoenfeld (1983) and of Hsieh and Lavori (2000) for the number of events is not offered: at the
 * effect that it names for a power of 0.8, the simulated one is 0.52 to 0.64 with 10 events at 5 %, and 0.55 to 0.66
 * with 40 events at 0.05 / 90.
 * Unit: probability from 0.5 to 1; undefined where not even C = 1 has a p of at most alpha.
 * Source: Esscher F (1924) On a method of determining correlation from the ranks of the variates. Skand.
 * Aktuarietidskr. 7:201-219 (the variance); Noether GE (1987) Sample size determination for some common nonparametric
 * tests. JASA 82:645-647 (the same question, by the variance without an association).
 * Checked: R `cor.test(method = "kendall")`, `pbeta`, `uniroot` -> test/reference/least-detectable.json; and by
 * simulation, in test/statistics/order.test.ts
 * Cost: O(1) after the distribution: 0.2 ms.
 *
 * @example
 * leastDetectableOrder(24, 0.05).toFixed(4) // "0.6949"
 * leastDetectableOrder(4, 0.05) // undefined
 * @throws {RangeError} unless n is a whole number from 2, 0 < alpha < power < 1
 */
export function leastDetectableOrder(n: number, alpha: number, power = 0.8): number | undefined {
  if (!(Number.isInteger(n) && n >= 2)) {
    throw new RangeError(`least-detectable-order: needs a whole number from 2, got ${n}`);
  }
  const pairs = (n * (n - 1)) / 2;
  const by = n < 50 ? kendallDistribution(n) : { sigma: scoreSigma(n) / 2, correction: 0 };
  const variance = (c: number) => {
    const angle = (2 / Math.PI) * Math.asin(Math.sin(Math.PI * (c - 0.5)) / 2);
    return (1 - (2 * c - 1) ** 2 + 2 * (n - 2) * (1 / 9 - angle ** 2)) / (4 * pairs);
  };
  return leastConcordance("least-detectable-order", alpha, power, { pairs, by }, variance);
}
