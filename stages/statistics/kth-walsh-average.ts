import { type Kth, pairSums } from "./pair-sums.ts";

/**
 * Which is the k-th smallest Walsh average, k from 1? The Walsh averages of n values are the n (n + 1) / 2 means
 * (x_i + x_j) / 2 of each value with itself and with each other. Takes the values in rising order, and returns a
 * function of k whose calls share their work. The answer is bitwise one of the averages.
 *
 * Unit: that of the values.
 * Source: Walsh JE (1949) Some significance tests for the median which are valid under very general conditions.
 * Ann. Math. Stat. 20:64-81; Monahan JF (1984) Algorithm 616. ACM TOMS 10:265-270.
 * Checked: R `sort(outer(x, x, "+"))` -> test/reference/signed-rank.json; and against the list of all, with ties.
 * Cost: O(n log n) for data of any shape, without listing: 1 ms for the first k at n = 10,000.
 *
 * @example
 * kthWalshAverage(Float64Array.of(1, 2, 4))(2) // 1.5
 * kthWalshAverage(Float64Array.of(1, 2, 4))(6) // 4
 */
export function kthWalshAverage(sorted: Float64Array): Kth {
  const kth = pairSums(sorted, sorted, true);
  return (k) => kth(k) / 2;
}
