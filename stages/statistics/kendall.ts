import { correlationInterval } from "./correlation-interval.ts";
import { alphaOf, type Level } from "./level.ts";
import { numberPairs } from "./number-pairs.ts";
import type { Numbers } from "./numbers.ts";
import { pairOrder } from "./pair-order.ts";
import type { TestWithP } from "./result.ts";
import { scoreP } from "./score-p.ts";

/**
 * Do two lists rise together, pair by pair of subjects? Kendall's rank correlation tau-b.
 *
 * Formula: statistic S = concordant pairs less discordant ones; tau = S / sqrt((pairs that do not tie in x) (pairs that
 * do not tie in y)). p is counted below 50 subjects without ties; else z = S / sigma by the normal distribution, with
 * the variance for ties and without a continuity correction. Interval: Fisher's transform of tau with the standard
 * error sqrt(0.437 / (n - 4)), which is for values without ties and |tau| up to 0.8; none for fewer than 5 subjects or
 * a tau of 1 or -1.
 * Unit: correlation from -1 to 1; 0 is none. n counts subjects.
 * Source: Kendall MG (1945) The treatment of ties in ranking problems. Biometrika 33:239-251; Fieller EC, Hartley HO,
 * Pearson ES (1957) Tests for rank correlation coefficients I. Biometrika 44:470-481; Bonett DG, Wright TA (2000)
 * Sample size requirements for estimating Pearson, Kendall and Spearman correlations. Psychometrika 65:23-28.
 * Checked: R `cor.test(x, y, method = "kendall")` -> test/reference/kendall.json. R prints T, the concordant pairs, or
 * z as its statistic.
 * Cost: O(n log n); 0.03 ms at n = 24, 3 ms at n = 10,000.
 *
 * @example
 * kendall([1, 2, 3, 4], [1, 3, 2, 4]).estimate // 0.6666666666666666
 * kendall([1, 2, 3, 4], [1, 3, 2, 4]).p // 0.3333333333333333
 * kendall([1, 2, 2, 4], [1, 3, 2, 4]).exact // false
 * @throws {RangeError} when a value is not finite, the lengths differ, there are fewer than 2, or all of a list are
 * equal
 */
export function kendall(x: Numbers, y: Numbers, options: Level = {}): TestWithP {
  const alpha = alphaOf("kendall", options);
  const [first, second] = numberPairs("kendall", x, y);
  const n = first.length;
  const pairs = pairOrder(first, second);
  const all = (n * (n - 1)) / 2;
  const [ofX, ofY] = [all - pairs.tiesX.pairs, all - pairs.tiesY.pairs];
  if (ofX === 0 || ofY === 0) {
    throw new RangeError(`kendall: needs values that differ, got ${n} equal to ${ofX === 0 ? first[0] : second[0]}`);
  }
  const estimate = pairs.score / Math.sqrt(ofX * ofY);
  const interval = correlationInterval(estimate, n > 4 ? Math.sqrt(0.437 / (n - 4)) : undefined, alpha);
  const { exact, p } = scoreP(n, pairs);
  return { method: "kendall", exact, statistic: pairs.score, estimate, ...interval, p, n };
}
