/** Both tails of a rank statistic whose distribution need not be symmetric. */
export interface RankTails {
  /** P(statistic <= w). */
  atMost(w: number): number;
  /** P(statistic >= w). */
  atLeast(w: number): number;
}

/**
 * How is the rank-sum statistic W, the number of pairs in which the first group is above the second, ties half,
 * distributed over all choices of which m of the values are the first group, when values tie?
 *
 * Formula: the shift algorithm on doubled midranks, which are whole. ways[j][w] counts the choices of j values with 2 W
 * = w; each value, added as the (j + 1)-th, takes ways[j][w] to ways[j + 1][w + 2 rank - 2 (j + 1)]. Counts above 2^53
 * are rounded, never subtracted: relative error below 1e-14.
 * Unit: probability. `ranks` are the midranks of both groups together.
 * Source: Streitberg B, Roehmel J (1986) Exact distributions for permutation and rank tests: an introduction to some
 * recently published algorithms. Statistical Software Newsletter 12:10-17.
 * Checked: R, all choices listed by `combn`, and through `rankSum` `coin::wilcox_test` ->
 * test/reference/order-tails.json, rank-sum.json
 * Cost: O(m^2 n (m + n)) additions with m the smaller: 0.05 ms at 7 and 17, 2 ms at 23 and 49, 15 ms at 50 and 50.
 *
 * @example
 * tiedRankSumDistribution(Float64Array.of(1.5, 1.5, 3), 1).atLeast(2) // 0.3333333333333333
 * tiedRankSumDistribution(Float64Array.of(1.5, 1.5, 3), 1).atMost(0.5) // 0.6666666666666666
 * @throws {RangeError} unless m is a whole number from 1 to one fewer than the values
 */
export function tiedRankSumDistribution(ranks: Float64Array, m: number): RankTails {
  const n = ranks.length - m;
  if (!(Number.isInteger(m) && m >= 1 && n >= 1)) {
    throw new RangeError(
      `tied-rank-sum-distribution: needs a whole number from 1 to ${ranks.length - 1}, got ${m} of ${ranks.length}`,
    );
  }
  const upTo = tails(ranks, Math.min(m, n));
  const last = 2 * m * n;
  const below = (w: number) => upTo.lower[Math.floor(2 * w + 1e-7)] ?? (w < 0 ? 0 : 1);
  const above = (w: number) => upTo.upper[Math.ceil(2 * w - 1e-7)] ?? (2 * w > last ? 0 : 1);
  // What the smaller group wins, the larger loses.
  return m <= n
    ? { atMost: below, atLeast: above }
    : { atMost: (w) => above(m * n - w), atLeast: (w) => below(m * n - w) };
}

/** P(2 W <= w) and P(2 W >= w) of the group of `few`, for w from 0 to its greatest. */
function tails(ranks: Float64Array, few: number) {
  const size = 2 * few * (ranks.length - few) + 1;
  const ways = Array.from({ length: few + 1 }, () => new Float64Array(size));
  const reach = new Int32Array(few + 1).fill(-1);
  ways[0]![0] = 1;
  reach[0] = 0;
  for (const rank of ranks.slice().sort()) {
    for (let j = few - 1; j >= 0; j--) {
      const [from, to] = [ways[j]!, ways[j + 1]!];
      const shift = 2 * rank - 2 * (j + 1);
      for (let w = Math.max(0, -shift); w <= reach[j]!; w++) to[w + shift]! += from[w]!;
      if (reach[j]! >= 0) reach[j + 1] = Math.max(reach[j + 1]!, reach[j]! + shift);
    }
  }
  const counts = ways[few]!;
  const [lower, upper] = [new Float64Array(size), new Float64Array(size)];
  for (let w = 0, sum = 0; w < size; w++) lower[w] = sum += counts[w]!;
  for (let w = size - 1, sum = 0; w >= 0; w--) upper[w] = sum += counts[w]!;
  const total = lower[size - 1]!;
  return { lower: lower.map((sum) => sum / total), upper: upper.map((sum) => sum / total) };
}
