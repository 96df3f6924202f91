import { type RankDistribution, rankDistribution } from "./rank-distribution.ts";

const known = new Map<number, RankDistribution>();

/**
 * How is the signed-rank statistic V distributed when each of n differences is as likely above 0 as below?
 *
 * Formula: of the 2^n choices of signs, those with V = v are counted by the coefficient of q^v in the product of
 * (1 + q^i), i = 1 ... n. All counts are whole numbers below 2^49: exact.
 * Unit: probability.
 * Source: Wilcoxon F (1945) Individual comparisons by ranking methods. Biometrics Bulletin 1:80-83.
 * Checked: R `psignrank`, `qsignrank` -> test/reference/tails.json
 * Cost: O(n^3) additions / 4 once for each n (0.1 ms at 49), then kept.
 *
 * @example
 * signedRankDistribution(5).atMost(0) // 0.03125
 * signedRankDistribution(3).atLeast(6) // 0.125
 * signedRankDistribution(6).quantile(0.025) // 1
 * @throws {RangeError} unless n is a whole number from 1 to 49
 */
export function signedRankDistribution(n: number): RankDistribution {
  let found = known.get(n);
  if (found === undefined) {
    if (!(Number.isInteger(n) && n >= 1 && n < 50)) {
      throw new RangeError(`signed-rank-distribution: needs a whole number from 1 to 49, got ${n}`);
    }
    found = make(n);
    known.set(n, found);
  }
  return found;
}

function make(n: number): RankDistribution {
  const size = (n * (n + 1)) / 2;
  const counts = new Float64Array(Math.floor(size / 2) + 1);
  counts[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let v = counts.length - 1; v >= rank; v--) counts[v]! += counts[v - rank]!;
  }
  return rankDistribution(counts, size, 2 ** n);
}
