import { type Kth, pairSums } from "./pair-sums.ts";

/**
 * Which is the k-th smallest of all differences a_i - b_j, k from 1? Takes both groups in rising order, and returns a
 * function of k whose calls share their work. The answer is bitwise one of the differences.
 *
 * Unit: that of the values.
 * Source: Johnson DB, Mizoguchi T (1978) Selecting the Kth element in X + Y. SIAM J. Comput. 7:147-153.
 * Checked: R `sort(outer(a, b, "-"))` -> test/reference/rank-sum.json; and against the list of all, with ties.
 * Cost: O(n log n) for data of any shape, without listing: 1 ms for the first k at 5,000 and 5,000.
 *
 * @example
 * kthDifference(Float64Array.of(1, 5), Float64Array.of(0, 2))(1) // -1
 * kthDifference(Float64Array.of(1, 5), Float64Array.of(0, 2))(3) // 3
 */
export function kthDifference(a: Float64Array, b: Float64Array): Kth {
  const negative = b.map((value) => -value).reverse();
  return pairSums(a, negative, false);
}
