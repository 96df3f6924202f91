import { atPlaces } from "./at-places.ts";
import { orderBoth } from "./order-both.ts";

/** Sums over the groups of t equal values of a list, as the variances of rank statistics need them. */
export interface Ties {
  /** Of t (t - 1) / 2: the pairs that tie. */
  readonly pairs: number;
  /** Of t (t - 1) (t - 2). */
  readonly triples: number;
  /** Of t (t - 1) (2 t + 5). */
  readonly spread: number;
}

export interface PairOrder {
  /** Concordant pairs less discordant ones. */
  readonly score: number;
  readonly tiesX: Ties;
  readonly tiesY: Ties;
  /** The natural logarithm of the probability that y, in an order by chance, makes just these pairs with x. */
  readonly chance: number;
}

/**
 * How many more pairs of (x, y) agree in their order than disagree? Pairs that tie in x or in y count neither way.
 *
 * Formula: sorted by x and then y, the discordant pairs are the inversions of y, counted by merging; concordant are the
 * rest of those that do not tie. The chance: product of t_x! and t_y! / (n! product of t_xy!), over groups of equal x,
 * equal y, and equal both.
 * Unit: pairs.
 * Source: Knight WR (1966) A computer method for calculating Kendall's tau with ungrouped data. JASA 61:436-439.
 * Checked: R `sum(sign(outer(x, x, "-")) * sign(outer(y, y, "-"))) / 2` -> test/reference/kendall.json
 * Cost: O(n log n); 0.02 ms at n = 24, 3 ms at n = 10,000.
 *
 * @example
 * pairOrder(Float64Array.of(1, 2, 3), Float64Array.of(1, 3, 2)).score // 1
 * pairOrder(Float64Array.of(1, 1, 3), Float64Array.of(1, 3, 2)).tiesX.pairs // 1
 */
export function pairOrder(x: Float64Array, y: Float64Array): PairOrder {
  const n = x.length;
  const places = orderBoth(x, y);
  const [xs, ys] = [atPlaces(x, places), atPlaces(y, places)];
  const alone = new Float64Array(n);
  for (let i = 1; i < n; i++) alone[i] = xs[i] === xs[i - 1] && ys[i] === ys[i - 1] ? alone[i - 1]! : i;
  const both = tiesOf(alone);
  const tiesX = tiesOf(xs);
  const discordant = inversions(ys);
  const tiesY = tiesOf(ys);
  const score = (n * (n - 1)) / 2 - tiesX.pairs - tiesY.pairs + both.pairs - 2 * discordant;
  const orders = tiesOf(new Float64Array(n)).orders;
  return { score, tiesX, tiesY, chance: tiesX.orders + tiesY.orders - both.orders - orders };
}

/** Of a list in which equal values stand together; `orders` is the sum of ln t!. */
function tiesOf(list: Float64Array): Ties & { orders: number } {
  let [pairs, triples, spread, orders] = [0, 0, 0, 0];
  for (let start = 0, end = 0; start < list.length; start = end) {
    for (end = start + 1; end < list.length && list[end] === list[start]; end++) orders += Math.log(end - start + 1);
    const t = end - start;
    pairs += (t * (t - 1)) / 2;
    triples += t * (t - 1) * (t - 2);
    spread += t * (t - 1) * (2 * t + 5);
  }
  return { pairs, triples, spread, orders };
}

/** The number of pairs that stand in falling order; the list is sorted on the way. */
function inversions(list: Float64Array): number {
  const n = list.length;
  let count = 0;
  let from: Float64Array = list;
  let to: Float64Array = new Float64Array(n);
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const [middle, end] = [Math.min(n, start + width), Math.min(n, start + 2 * width)];
      for (let at = start, i = start, j = middle; at < end; at++) {
        const left = i < middle && (j >= end || from[i]! <= from[j]!);
        if (!left) count += middle - i;
        to[at] = left ? from[i++]! : from[j++]!;
      }
    }
    [from, to] = [to, from];
  }
  if (from !== list) list.set(from);
  return count;
}
