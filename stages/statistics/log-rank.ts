import { chiSquareTail } from "./chi-square-tail.ts";
import { inverseSymmetric } from "./inverse-symmetric.ts";
import type { Numbers } from "./numbers.ts";
import { quadraticForm } from "./quadratic-form.ts";
import { type EntryAndStrata, type SurvivalData, survivalData } from "./survival-data.ts";

export interface LogRankGroup {
  readonly group: string;
  readonly n: number;
  /** Events that were, and that would be if all groups had the same hazard. */
  readonly observed: number;
  readonly expected: number;
}

export interface LogRank {
  readonly method: "log-rank";
  readonly exact: false;
  readonly statistic: number | undefined;
  readonly df: number | undefined;
  readonly p: number | undefined;
  readonly n: number;
  /** In the order of their names. */
  readonly groups: readonly LogRankGroup[];
}

/**
 * Do the groups differ in when they have the event? The log-rank test of two groups or more, within strata when these are
 * given.
 *
 * Formula: at each time with d events of r at risk a group with r_g at risk expects d r_g / r, with covariances
 * d (r - d) / (r - 1) (r_g / r) (1[g = h] - r_h / r); summed over times and strata. Statistic chi-square = (O - E)'
 * V^-1 (O - E) without one of the groups. Groups that expect no event are left out of it; df is the number of the others
 * less 1. Undefined where nothing can be compared: fewer than two groups expect events, or some groups are never at risk
 * together with the others.
 * Unit: observed and expected: events; n counts all subjects.
 * Source: Mantel N (1966) Evaluation of survival data and two new rank order statistics arising in its consideration.
 * Cancer Chemother. Rep. 50:163-170; Peto R, Peto J (1972) Asymptotically efficient rank invariant test procedures.
 * J. R. Stat. Soc. A 135:185-207.
 * Checked: R `survival::survdiff` -> test/reference/log-rank.json; with entry times, which R's does not take, its formula.
 * Cost: O(n log n + event times x groups^2); 0.03 ms at n = 72 with two groups.
 *
 * @example
 * logRank([1, 2, 3, 4], [true, true, true, true], ["a", "a", "b", "b"]).statistic // 2.8823529411764706
 * logRank([1, 2, 3, 4], [true, true, true, true], ["a", "a", "b", "b"]).groups[0].expected // 0.8333333333333333
 * logRank([1, 2], [false, false], ["a", "b"]).p // undefined
 * @throws {RangeError} when a number is not finite, a time is negative, an entry is not before its exit, the lengths
 * differ, or there are fewer than 2 groups
 */
export function logRank(
  times: Numbers,
  events: readonly boolean[],
  groups: readonly string[],
  options: EntryAndStrata = {},
): LogRank {
  const data = survivalData("log-rank", times, events, options);
  const n = data.exits.length;
  if (groups.length !== n) {
    throw new RangeError(`log-rank: needs one group for each time, got ${groups.length} for ${n}`);
  }
  const names = [...new Set(groups)].sort();
  if (names.length < 2) throw new RangeError(`log-rank: needs at least 2 groups, got ${names.length}`);
  const { observed, expected, variance } = count(data, groups, names);
  const compared = names.flatMap((_, g) => (expected[g]! > 0 ? [g] : []));
  return {
    ...{ method: "log-rank", exact: false, ...test(compared, names.length, observed, expected, variance), n },
    groups: names.map((group, g) => ({
      ...{ group, n: groups.filter((name) => name === group).length },
      ...{ observed: observed[g]!, expected: expected[g]! },
    })),
  };
}

function count({ exits, entries, events, strata }: SurvivalData, groups: readonly string[], names: readonly string[]) {
  const k = names.length;
  const place = new Map(names.map((name, g) => [name, g]));
  const groupOf = Uint32Array.from(groups, (name) => place.get(name)!);
  const [observed, expected, variance] = [new Float64Array(k), new Float64Array(k), new Float64Array(k * k)];
  const [atRisk, died] = [new Float64Array(k), new Float64Array(k)];
  for (const places of strata) {
    const coming = entries ? places.slice().sort((a, b) => entries[a]! - entries[b]!) : places;
    atRisk.fill(0);
    for (let start = 0, inside = 0; start < places.length; ) {
      const time = exits[places[start]!]!;
      for (; inside < places.length && !(entries && entries[coming[inside]!]! >= time); inside++)
        atRisk[groupOf[coming[inside]!]!]!++;
      const r = inside - start;
      died.fill(0);
      let d = 0;
      let end = start;
      for (; end < places.length && exits[places[end]!] === time; end++) {
        if (!events[places[end]!]) continue;
        died[groupOf[places[end]!]!]!++;
        d++;
      }
      const pairs = r > 1 ? (d * (r - d)) / (r - 1) : 0;
      for (let g = 0; d > 0 && g < k; g++) {
        observed[g]! += died[g]!;
        expected[g]! += (d * atRisk[g]!) / r;
        for (let h = 0; h < k; h++)
          variance[g * k + h]! += pairs * (atRisk[g]! / r) * ((g === h ? 1 : 0) - atRisk[h]! / r);
      }
      for (; start < end; start++) atRisk[groupOf[places[start]!]!]!--;
    }
  }
  return { observed, expected, variance };
}

/** Of a column of V what the others must leave: less is rounding, and these groups cannot be compared. */
const SINGULAR = 1e-10;

function test(
  compared: readonly number[],
  k: number,
  observed: Float64Array,
  expected: Float64Array,
  variance: Float64Array,
) {
  const used = compared.slice(1);
  const df = used.length;
  const matrix = Float64Array.from(used.flatMap((g) => used.map((h) => variance[g * k + h]!)));
  const { inverse, pivots } = inverseSymmetric(matrix, df);
  if (df < 1 || !inverse || pivots.some((pivot) => pivot < SINGULAR)) {
    return { statistic: undefined, df: undefined, p: undefined };
  }
  const statistic = quadraticForm(
    Float64Array.from(used, (g) => observed[g]! - expected[g]!),
    inverse,
  );
  return { statistic, df, p: chiSquareTail(statistic, df) };
}
