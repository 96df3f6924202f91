import { chiSquareTail } from "./chi-square-tail.ts";
import { midranks } from "./midranks.ts";
import { type Numbers, numbers } from "./numbers.ts";
import type { TestWithP } from "./result.ts";

/**
 * Do the values of several groups lie at the same height? Kruskal and Wallis's test of ranks.
 *
 * Formula: H = 12 / (N (N + 1)) sum n_i (mean rank_i - (N + 1) / 2)^2, over 1 - sum(t^3 - t) / (N^3 - N) for ties; p from
 * chi-square with (groups - 1) degrees of freedom, which is an approximation for small groups. Estimate: H / (N - 1), the
 * share of the ranks' variance that lies between the groups (often called epsilon squared), 0 to 1; without an interval.
 * All values equal: H is 0 and p is 1.
 * Unit: share; n counts all groups.
 * Source: Kruskal WH, Wallis WA (1952) Use of ranks in one-criterion variance analysis. JASA 47:583-621.
 * Checked: R `kruskal.test`, and the R squared of `lm(rank ~ group)` -> test/reference/kruskal-wallis.json
 * Cost: O(N).
 *
 * @example
 * kruskalWallis([[1, 2], [3, 4], [5, 6]]).statistic // 4.571428571428571
 * kruskalWallis([[1, 2], [3, 4], [5, 6]]).estimate // 0.9142857142857143
 * kruskalWallis([[1, 1], [1]]).p // 1
 * @throws {RangeError} when a value is not finite, there are fewer than 2 groups, or one is empty
 */
export function kruskalWallis(groups: readonly Numbers[]): TestWithP {
  const sizes = groups.map((group) => group.length);
  if (sizes.length < 2) throw new RangeError(`kruskal-wallis: needs at least 2 groups, got ${sizes.length}`);
  if (sizes.includes(0)) {
    throw new RangeError(`kruskal-wallis: needs at least 1 value in each group, got ${sizes.join(", ")}`);
  }
  const { ranks, ties } = midranks(
    numbers(
      "kruskal-wallis",
      groups.flatMap((group) => Array.from(group)),
    ),
  );
  const n = ranks.length;
  let [spread, start] = [0, 0];
  for (const size of sizes) {
    let off = 0;
    for (let i = start; i < start + size; i++) off += ranks[i]! - (n + 1) / 2;
    spread += off ** 2 / size;
    start += size;
  }
  const all = (n ** 3 - n - ties) / 12;
  const estimate = all === 0 ? 0 : spread / all;
  const statistic = (n - 1) * estimate;
  const p = chiSquareTail(statistic, sizes.length - 1);
  return { method: "kruskal-wallis", exact: false, statistic, estimate, low: undefined, high: undefined, p, n };
}
