import { type Numbers, numbers } from "./numbers.ts";
import { order } from "./order.ts";

/** The ranks, and `ties`, the sum of t^3 - t over the groups of t equal values. */
export interface Ranks {
  readonly ranks: Float64Array;
  readonly ties: number;
}

/**
 * At which place does each value stand, the smallest first? Equal values share the mean of their places. Equal means
 * equal to the last bit: round first what should tie.
 *
 * Unit: places, from 1 to n, in the order of the input.
 * Source: Kendall MG (1945) The treatment of ties in ranking problems. Biometrika 33:239-251.
 * Checked: R `rank` -> test/reference/tails.json
 * Cost: O(n), 0.8 ms at n = 10,000; for few values by a sort and a search for each, 4 us at n = 72.
 *
 * @example
 * midranks([3, 1, 3]).ranks // [2.5, 1, 2.5]
 * midranks([3, 1, 3]).ties // 6
 * midranks([]).ties // 0
 * @throws {RangeError} when a value is not finite
 */
export function midranks(values: Numbers): Ranks {
  const checked = numbers("midranks", values);
  const n = checked.length;
  if (n <= FEW) return bySearch(checked);
  const places = order(checked);
  const ranks = new Float64Array(n);
  let ties = 0;
  for (let start = 0; start < n; ) {
    const value = checked[places[start]!];
    let end = start + 1;
    while (end < n && checked[places[end]!] === value) end++;
    const size = end - start;
    if (size > 1) ties += size ** 3 - size;
    for (let i = start; i < end; i++) ranks[places[i]!] = (start + end + 1) / 2;
    start = end;
  }
  return { ranks, ties };
}

/** Up to so many values, sorting them costs less than counting their bytes. */
const FEW = 256;

function bySearch(values: Float64Array): Ranks {
  const n = values.length;
  const sorted = values.slice().sort();
  const ranks = values.map((value) => {
    let first = 0;
    for (let after = n; first < after; ) {
      const middle = (first + after) >> 1;
      if (sorted[middle]! < value) first = middle + 1;
      else after = middle;
    }
    let end = first + 1;
    while (end < n && sorted[end] === value) end++;
    return (first + end + 1) / 2;
  });
  let ties = 0;
  for (let start = 0, end = 1; start < n; start = end++) {
    while (end < n && sorted[end] === sorted[start]) end++;
    ties += (end - start) ** 3 - (end - start);
  }
  return { ranks, ties };
}
