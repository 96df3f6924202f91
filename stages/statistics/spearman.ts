import { correlationInterval } from "./correlation-interval.ts";
import { alphaOf, type Level } from "./level.ts";
import { midranks, type Ranks } from "./midranks.ts";
import { numberPairs } from "./number-pairs.ts";
import type { Numbers } from "./numbers.ts";
import { pairOrder } from "./pair-order.ts";
import { permutedCorrelation } from "./permuted-correlation.ts";
import { rankP } from "./rank-p.ts";
import type { TestWithP } from "./result.ts";
import { spearmanDistribution } from "./spearman-distribution.ts";
import { spearmanSeries } from "./spearman-series.ts";
import { studentTail } from "./student-tail.ts";

/** Below this p neither the series nor t is right: the one falls to 0, the other to a half of the exact p and less. */
const FEW = 0.001;

/**
 * Do two lists rise together, by their ranks? Spearman's rank correlation rho.
 *
 * Formula: Pearson's correlation of the midranks; statistic S = the sum of squared differences of the midranks. p: as
 * R, without ties counted up to 9 subjects, by Edgeworth's series up to 1290; with ties, or more subjects, by t = rho
 * sqrt((n - 2) / (1 - rho^2)) with n - 2 degrees of freedom. Where these give a p below 0.001, it is counted without
 * ties up to 14 subjects, else the beta curve with the moments of all orders, at most 0.001 (t, where there is no such
 * curve), and never below the probability of the very arrangement seen. Interval: Fisher's transform of rho with the
 * standard error sqrt((1 + rho^2 / 2) / (n - 3)); none for fewer than 4 subjects or a rho of 1 or -1.
 * Unit: correlation from -1 to 1; 0 is none. n counts subjects.
 * Source: Spearman C (1904) The proof and measurement of association between two things. Am. J. Psychol. 15:72-101;
 * Bonett DG, Wright TA (2000) Sample size requirements for estimating Pearson, Kendall and Spearman correlations.
 * Psychometrika 65:23-28; of the approximations: `spearmanSeries`, `permutedCorrelation`.
 * Checked: R `cor.test(x, y, method = "spearman")` -> test/reference/spearman.json. It differs below 0.001, where R's p
 * is 0 at a rho of 0.94 and n = 10, of 0.75 and n = 50, and at any rho of 1 with ties, for 3 subjects too. Above 0.001
 * it is as R also where both lists are mostly one value each, for which t can give a third of the exact p.
 * Cost: O(n log n); 0.02 ms at n = 24, 2 ms at n = 10,000; three times that below 0.001.
 *
 * @example
 * spearman([1, 2, 3, 4], [1, 3, 2, 4]).estimate // 0.8
 * spearman([1, 2, 3, 4], [1, 3, 2, 4]).p // 0.3333333333333333
 * spearman([1, 1, 2], [1, 1, 2]).p // 0.3333333333333333
 * @throws {RangeError} when a value is not finite, the lengths differ, there are fewer than 2, or all of a list are
 * equal
 */
export function spearman(x: Numbers, y: Numbers, options: Level = {}): TestWithP {
  const alpha = alphaOf("spearman", options);
  const [first, second] = numberPairs("spearman", x, y);
  const n = first.length;
  const [a, b] = [midranks(first), midranks(second)];
  const cube = n ** 3 - n;
  const [ofA, ofB] = [cube - a.ties, cube - b.ties];
  if (ofA === 0 || ofB === 0) {
    throw new RangeError(`spearman: needs values that differ, got ${n} equal to ${ofA === 0 ? first[0] : second[0]}`);
  }
  let [product, statistic] = [0, 0];
  for (let i = 0; i < n; i++) {
    product += (2 * a.ranks[i]! - n - 1) * (2 * b.ranks[i]! - n - 1);
    statistic += (a.ranks[i]! - b.ranks[i]!) ** 2;
  }
  const estimate = (3 * product) / Math.sqrt(ofA * ofB);
  const error = n > 3 ? Math.sqrt((1 + estimate ** 2 / 2) / (n - 3)) : undefined;
  const interval = correlationInterval(estimate, error, alpha);
  return { method: "spearman", ...tested(estimate, statistic, a, b), statistic, estimate, ...interval, n };
}

function tested(rho: number, sum: number, a: Ranks, b: Ranks): { exact: boolean; p: number } {
  const n = a.ranks.length;
  const ties = a.ties + b.ties > 0;
  const size = (n ** 3 - n) / 6;
  const count = () => ({ exact: true, p: rankP(sum / 2, size, spearmanDistribution(n)) });
  if (!ties && n <= 9) return count();
  const usual =
    ties || n > 1290
      ? studentTail(rho * Math.sqrt((n - 2) / ((1 - rho) * (1 + rho))), n - 2)
      : Math.min(1, 2 * spearmanSeries(Math.min(sum, 2 * size - sum), n));
  if (usual >= FEW) return { exact: false, p: usual };
  if (!ties && n <= 14) return count();
  const curve = permutedCorrelation(rho, a.ranks, b.ranks) ?? usual;
  const seen = Math.exp(pairOrder(a.ranks, b.ranks).chance);
  return { exact: false, p: Math.max(seen, Math.min(FEW, curve)) };
}
