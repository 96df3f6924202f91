import { type RankDistribution, rankDistribution } from "./rank-distribution.ts";

const known = new Map<string, RankDistribution>();

/**
 * How is Jonckheere's statistic J, the number of pairs from two groups in which the later group is above, distributed
 * when all arrangements of groups of these sizes are equally likely? For two groups it is the rank-sum W, for groups of
 * one value each the number of concordant pairs of Kendall's tau.
 *
 * Formula: the arrangements with J = j are counted by the coefficient of q^j in the product over the groups of (1 -
 * q^(s+i)) / (1 - q^i), i = 1 ... size, s the values of the groups before. Only the rising half is computed; relative
 * error below 1e-14.
 * Unit: probability. The order of the sizes does not matter.
 * Source: Jonckheere AR (1954) A distribution-free k-sample test against ordered alternatives. Biometrika 41:133-145.
 * Checked: R, `dwilcox` of each group against those before, convolved -> test/reference/order-tails.json
 * Cost: O(N^3) additions / 2 at most, once for each set of sizes (5 ms for 5 groups of 20), then kept.
 *
 * @example
 * jonckheereDistribution([1, 1, 1]).atMost(0) // 0.16666666666666666
 * jonckheereDistribution([2, 2]).atLeast(4) // 0.16666666666666666
 * jonckheereDistribution([2, 3, 2]).quantile(0.05) // 3
 * @throws {RangeError} unless there are 2 sizes or more, whole numbers from 1, together at most 100
 */
export function jonckheereDistribution(sizes: readonly number[]): RankDistribution {
  const rising = [...sizes].sort((a, b) => a - b);
  const key = rising.join();
  let found = known.get(key);
  if (found === undefined) {
    const sum = rising.reduce((a, b) => a + b, 0);
    if (!(rising.length >= 2 && rising.every((size) => Number.isInteger(size) && size >= 1) && sum <= 100)) {
      throw new RangeError(
        `jonckheere-distribution: needs at least 2 whole numbers from 1, together at most 100, got ${key || "none"}`,
      );
    }
    found = make(rising.reverse(), sum);
    known.set(key, found);
  }
  return found;
}

/** The largest group first: nothing is before it, so it costs nothing. */
function make([largest, ...others]: number[], sum: number): RankDistribution {
  const size = others.reduce((pairs, many) => pairs - many ** 2, sum ** 2 - largest! ** 2) / 2;
  const counts = new Float64Array(Math.floor(size / 2) + 1);
  counts[0] = 1;
  let total = 1;
  let before = largest!;
  for (const many of others) {
    for (let i = 1; i <= many; i++) {
      for (let j = counts.length - 1; j >= before + i; j--) counts[j]! -= counts[j - before - i]!;
      for (let j = i; j < counts.length; j++) counts[j]! += counts[j - i]!;
      total = (total * (before + i)) / i;
    }
    before += many;
  }
  return rankDistribution(counts, size, total);
}
