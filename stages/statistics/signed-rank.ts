import { type Counting, counted } from "./counted.ts";
import { kthWalshAverage } from "./kth-walsh-average.ts";
import { alphaOf } from "./level.ts";
import { midranks } from "./midranks.ts";
import { type Numbers, numbers } from "./numbers.ts";
import { rankP } from "./rank-p.ts";
import type { TestWithP } from "./result.ts";
import { shiftEstimate } from "./shift-estimate.ts";
import { signedRankDistribution } from "./signed-rank-distribution.ts";
import { tiedSignedRankDistribution } from "./tied-signed-rank-distribution.ts";

/**
 * Do paired differences lie to one side of 0, and by how much? Wilcoxon's signed-rank test.
 *
 * Formula: zeros are dropped for p; statistic V = the sum of the ranks of |d| over d > 0. The exact distribution when
 * there are fewer than 50 differences, none is 0 and no |d| tie; else the normal one with tie and continuity
 * correction, variance n (n+1) (2n+1) / 24 - sum(t^3 - t) / 48. Estimate: the median of the Walsh averages of all
 * differences, for one of 0 speaks for a small shift. Interval: the shifts which the same test does not contradict,
 * zeros used as they are at any other shift; its limits are Walsh averages.
 * Option `exact`: true counts p over all choices of signs, the sizes as they are, also with ties, and with zeros
 * dropped; with either the interval is still by the normal distribution, for at other shifts other sizes tie. false
 * takes the normal distribution.
 * Unit: estimate, low and high as the differences; n is the number of differences, zeros among them.
 * Source: Wilcoxon F (1945) Individual comparisons by ranking methods. Biometrics Bulletin 1:80-83; Hollander M, Wolfe
 * DA (1999) Nonparametric Statistical Methods, 2nd ed., 3.1-3.3.
 * Checked: R 4.2.2 `wilcox.test(x, conf.int = TRUE)`, and `coin::wilcoxsign_test(distribution = "exact")` for an exact
 * p with ties -> test/reference/signed-rank.json; R drops zeros from estimate and interval too, its reference there is
 * of the data moved off 0. Where no interval has the level asked for, R gives one of a lower level and this gives none;
 * where all differences are equal, R's normal limits are NaN and these are that value.
 * Cost: O(n log n): one sort; 0.01 ms at n = 24, 3 ms at n = 10,000. Exact with ties as `tiedSignedRankDistribution`,
 * each time.
 *
 * @example
 * signedRank([1.1, 2.2, 0.5]).p // 0.25
 * signedRank([1.1, 2.2, 0.5]).estimate // 1.225
 * signedRank([1.1, 2.2, 0.5]).low // undefined
 * signedRank([0, -1, 2, 2]).statistic // 5
 * signedRank([0, -1, 2, 2], { exact: true }).p // 0.5
 * @throws {RangeError} when a value is not finite, none differs from 0, or an exact p is asked for of more than 100
 */
export function signedRank(differences: Numbers, options: Counting = {}): TestWithP {
  const alpha = alphaOf("signed-rank", options);
  const all = numbers("signed-rank", differences).sort();
  const sorted = all.includes(0) ? all.filter((value) => value !== 0) : all;
  const n = sorted.length;
  if (n < 1) throw new RangeError("signed-rank: needs at least 1 non-zero difference, got 0");
  const zeros = all.length - n;
  const { statistic, ties, equals } = rankSigned(sorted);
  const whole = zeros === 0 && ties === 0;
  const exact = counted("signed-rank", options, n < 50 && whole, n);
  const count = () =>
    whole && n < 50 ? signedRankDistribution(n) : tiedSignedRankDistribution(midranks(sorted.map(Math.abs)).ranks);
  const distribution = exact ? count() : undefined;
  const p = rankP(statistic, sizeOf(n), distribution ?? { sigma: sigmaOf(n, ties) });
  const spread = { sigma: sigmaOf(all.length, equals + zeros ** 3 - zeros) };
  const by = distribution !== undefined && whole ? distribution : spread;
  const shift = shiftEstimate(kthWalshAverage(all), sizeOf(all.length), alpha, by);
  return { method: "signed-rank", exact, statistic, ...shift, p, n: all.length };
}

/** How many Walsh averages n differences have: the greatest that V can be. */
function sizeOf(n: number): number {
  return (n * (n + 1)) / 2;
}

function sigmaOf(n: number, tied: number): number {
  return Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tied / 48);
}

/** V of sorted differences, and sum(t^3 - t) over equal sizes (`ties`) and equal values (`equals`). */
function rankSigned(sorted: Float64Array) {
  const n = sorted.length;
  let up = 0;
  while (up < n && sorted[up]! < 0) up++;
  let down = up - 1;
  let statistic = 0;
  let ties = 0;
  let equals = 0;
  for (let ranked = 0; ranked < n; ) {
    const size = Math.min(
      down >= 0 ? -sorted[down]! : Number.POSITIVE_INFINITY,
      up < n ? sorted[up]! : Number.POSITIVE_INFINITY,
    );
    let below = 0;
    let above = 0;
    for (; down >= 0 && -sorted[down]! === size; down--) below++;
    for (; up < n && sorted[up] === size; up++) above++;
    const both = below + above;
    statistic += above * (ranked + (both + 1) / 2);
    ties += both ** 3 - both;
    equals += below ** 3 - below + above ** 3 - above;
    ranked += both;
  }
  return { statistic, ties, equals };
}
