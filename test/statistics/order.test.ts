import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Chance } from "../../data/chance.ts";
import { auc } from "../../stages/statistics/auc.ts";
import { concordance } from "../../stages/statistics/concordance.ts";
import { delongPaired } from "../../stages/statistics/delong-paired.ts";
import { jonckheereDistribution } from "../../stages/statistics/jonckheere-distribution.ts";
import { jonckheereTerpstra } from "../../stages/statistics/jonckheere-terpstra.ts";
import { kendall } from "../../stages/statistics/kendall.ts";
import { kendallDistribution } from "../../stages/statistics/kendall-distribution.ts";
import { leastDetectable } from "../../stages/statistics/least-detectable.ts";
import { leastDetectableOrder } from "../../stages/statistics/least-detectable-order.ts";
import { normalLimit } from "../../stages/statistics/normal-limit.ts";
import { normalTwoSided } from "../../stages/statistics/normal-tail.ts";
import { orderedConcordance } from "../../stages/statistics/ordered-concordance.ts";
import { pairOrder } from "../../stages/statistics/pair-order.ts";
import { rankSum } from "../../stages/statistics/rank-sum.ts";
import { rankSumDistribution } from "../../stages/statistics/rank-sum-distribution.ts";
import { signedRank } from "../../stages/statistics/signed-rank.ts";
import { signedRankDistribution } from "../../stages/statistics/signed-rank-distribution.ts";
import { spearman } from "../../stages/statistics/spearman.ts";
import { spearmanDistribution } from "../../stages/statistics/spearman-distribution.ts";
import { survivalConcordance } from "../../stages/statistics/survival-concordance.ts";
import { theilSen } from "../../stages/statistics/theil-sen.ts";
import { tiedRankSumDistribution } from "../../stages/statistics/tied-rank-sum-distribution.ts";
import { tiedSignedRankDistribution } from "../../stages/statistics/tied-signed-rank-distribution.ts";
import { holdAgainstR, near, reference } from "./reference.ts";

interface Input {
  readonly x: number[];
  readonly y: number[];
  readonly groups: number[][];
  readonly outcome: number[];
  readonly times: number[];
  readonly events: boolean[];
  readonly entries?: number[];
  readonly values: number[];
  readonly a1: number[];
  readonly b1: number[];
  readonly a2: number[];
  readonly b2: number[];
  readonly sizes: number[];
  readonly alpha: number;
  readonly power: number;
  readonly level: number;
}
const level = (input: Input) => ({ level: input.level });
holdAgainstR<Input>({
  kendall: { run: (input) => kendall(input.x, input.y, level(input)), unit: 1 },
  spearman: { run: (input) => spearman(input.x, input.y, level(input)), unit: 1 },
  "jonckheere-terpstra": { run: (input) => jonckheereTerpstra(input.groups, level(input)), unit: 1 },
  "theil-sen": { run: (input) => theilSen(input.x, input.y, level(input)), unit: 0 },
  "ordered-concordance": { run: (input) => orderedConcordance(input.outcome, input.values, level(input)), unit: 1 },
  "survival-concordance": {
    run: (input) => {
      const options = { level: input.level, entries: input.entries };
      return survivalConcordance(input.times, input.events, input.values, options);
    },
    unit: 1,
  },
  "delong-paired": { run: (input) => delongPaired(input.a1, input.b1, input.a2, input.b2, level(input)), unit: 1 },
  "least-detectable": {
    run: ({ sizes: [m, n], alpha, power }) => ({
      c: n === undefined ? leastDetectableOrder(m!, alpha, power) : leastDetectable(m!, n, alpha, power),
    }),
  },
});

describe("reference numbers from R, point by point", () => {
  const distributions: Readonly<Record<string, (n: number) => { atMost(w: number): number }>> = {
    "kendallDistribution atMost": kendallDistribution,
    "spearmanDistribution atMost": spearmanDistribution,
  };
  interface Case {
    readonly name: string;
    readonly columns: { n: number[]; w: number[]; p: number[] };
    readonly sizes: number[];
    readonly ranks: number[];
    readonly m: number;
    readonly w: number[];
    readonly p: number[];
    readonly atMost: number[];
    readonly atLeast: number[];
  }
  const cases: Case[] = reference("order-tails").cases;

  test.each(cases.filter(({ name }) => name in distributions))("$name", ({ name, columns: { n, w, p } }) => {
    n.forEach((size, i) => {
      near(distributions[name]!(size).atMost(w[i]!), p[i], `${name}(${size}, ${w[i]})`);
    });
  });

  test.each(cases.filter(({ name }) => name === "jonckheere"))("jonckheereDistribution of $sizes", (one) => {
    const distribution = jonckheereDistribution(one.sizes);
    near(one.w.map(distribution.atMost), one.p, "atMost");
  });

  test.each(cases.filter(({ name }) => name === "tied rank sum"))("tiedRankSumDistribution, $m of $ranks", (one) => {
    const distribution = tiedRankSumDistribution(Float64Array.from(one.ranks), one.m);
    near(one.w.map(distribution.atMost), one.atMost, "atMost");
    near(one.w.map(distribution.atLeast), one.atLeast, "atLeast");
  });

  test.each(cases.filter(({ name }) => name === "tied signed rank"))("tiedSignedRankDistribution of $ranks", (one) => {
    const distribution = tiedSignedRankDistribution(Float64Array.from(one.ranks));
    near(one.w.map(distribution.atMost), one.atMost, "atMost");
    near(one.w.map(distribution.atLeast), one.atLeast, "atLeast");
  });
});

describe("published and known numbers", () => {
  test("five in the same order, or in the reverse, are 2 of 120 orders", () => {
    expect(kendall([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]).p).toBe(2 / 120);
    expect(spearman([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]).p).toBe(2 / 120);
  });

  test("jonckheere-terpstra: J = 79 for what workers of three kinds of briefing made (Hollander and Wolfe, example 6.2)", () => {
    const [none, rough, accurate] = [
      [40, 35, 38, 43, 44, 41],
      [38, 40, 47, 44, 40, 42],
      [48, 40, 45, 43, 46, 44],
    ];
    expect(jonckheereTerpstra([none!, rough!, accurate!]).statistic).toBe(79);
  });

  test("Kendall's distribution for 4: 1, 3, 5, 6, 5, 3, 1 of 24", () => {
    const counts = [1, 4, 9, 15, 20, 23, 24];
    counts.forEach((count, t) => {
      near(kendallDistribution(4).atMost(t), count / 24, `T ${t}`);
    });
  });

  test("groups of one make Jonckheere's distribution Kendall's, two groups make it the rank sum's", () => {
    for (let w = 0; w <= 119; w++) {
      near(jonckheereDistribution([17, 7]).atMost(w), rankSumDistribution(7, 17).atMost(w), `W ${w}`);
    }
    for (let v = 0; v <= 300; v++) {
      const ranks = Float64Array.from({ length: 24 }, (_, i) => i + 1);
      near(tiedSignedRankDistribution(ranks).atMost(v), signedRankDistribution(24).atMost(v), `V ${v}`);
    }
  });
});

describe("impossible input", () => {
  const nan = [1, Number.NaN];
  const cases: [string, () => unknown, string][] = [
    ["kendall, empty", () => kendall([], []), "kendall: needs at least 2 pairs, got 0"],
    ["kendall, one", () => kendall([1], [1]), "kendall: needs at least 2 pairs, got 1"],
    ["kendall, lengths", () => kendall([1, 2], [1, 2, 3]), "kendall: needs as many x as y, got 2 and 3"],
    ["kendall, NaN", () => kendall([1, 2], nan), "kendall: needs finite numbers, got NaN at position 2"],
    ["kendall, constant x", () => kendall([3, 3], [1, 2]), "kendall: needs values that differ, got 2 equal to 3"],
    ["kendall, zeros", () => kendall([1, 2], [0, -0]), "kendall: needs values that differ, got 2 equal to 0"],
    [
      "kendall, level",
      () => kendall([1, 2], [1, 2], { level: 95 }),
      "kendall: a confidence level lies between 0 and 1, got 95",
    ],
    ["spearman, one", () => spearman([1], [1]), "spearman: needs at least 2 pairs, got 1"],
    [
      "spearman, constant y",
      () => spearman([1, 2, 4], [7, 7, 7]),
      "spearman: needs values that differ, got 3 equal to 7",
    ],
    ["spearman, NaN", () => spearman(nan, [1, 2]), "spearman: needs finite numbers, got NaN at position 2"],
    ["theil-sen, constant x", () => theilSen([4, 4], [1, 2]), "theil-sen: needs x that differ, got 2 equal to 4"],
    ["theil-sen, one", () => theilSen([4], [1]), "theil-sen: needs at least 2 pairs, got 1"],
    [
      "theil-sen, steep",
      () => theilSen([0, 1e-300], [0, 1e300]),
      "theil-sen: needs finite slopes, got Infinity to Infinity over up to 1e-300",
    ],
    [
      "theil-sen, wide",
      () => theilSen([-1e308, 1e308], [0, 1]),
      "theil-sen: needs finite slopes, got 0 to 0 over up to Infinity",
    ],
    [
      "theil-sen, infinite over infinite",
      () => theilSen([-1e308, 1e308], [-1e308, 1e308]),
      "theil-sen: needs finite slopes, got NaN to NaN over up to Infinity",
    ],
    [
      "jonckheere-terpstra, one",
      () => jonckheereTerpstra([[1]]),
      "jonckheere-terpstra: needs at least 2 groups, got 1",
    ],
    [
      "jonckheere-terpstra, empty",
      () => jonckheereTerpstra([[1], [], [2]]),
      "jonckheere-terpstra: needs values in every group, got none in 2",
    ],
    [
      "jonckheere-terpstra, NaN",
      () => jonckheereTerpstra([[1], nan]),
      "jonckheere-terpstra: needs finite numbers, got NaN at position 3",
    ],
    [
      "ordered-concordance, empty",
      () => orderedConcordance([], []),
      "ordered-concordance: needs at least 1 comparable pair, got 0 of 0 subjects",
    ],
    [
      "ordered-concordance, one outcome",
      () => orderedConcordance([2, 2, 2], [1, 2, 3]),
      "ordered-concordance: needs at least 1 comparable pair, got 0 of 3 subjects",
    ],
    [
      "ordered-concordance, lengths",
      () => orderedConcordance([2], [1, 2]),
      "ordered-concordance: needs one outcome for each value, got 1 for 2",
    ],
    [
      "survival-concordance, no event",
      () => survivalConcordance([2, 3], [false, false], [1, 2]),
      "survival-concordance: needs at least 1 comparable pair, got 0 of 2 subjects",
    ],
    [
      "survival-concordance, the last alone",
      () => survivalConcordance([2, 3], [false, true], [1, 2]),
      "survival-concordance: needs at least 1 comparable pair, got 0 of 2 subjects",
    ],
    [
      "survival-concordance, never together",
      () => survivalConcordance([2, 3], [true, true], [1, 2], { entries: [0, 2] }),
      "survival-concordance: needs at least 1 comparable pair, got 0 of 2 subjects",
    ],
    [
      "survival-concordance, events",
      () => survivalConcordance([2, 3], [true], [1, 2]),
      "survival-concordance: needs as many events as values, got 1 for 2",
    ],
    [
      "survival-concordance, times",
      () => survivalConcordance([2], [true, true], [1, 2]),
      "survival-concordance: needs as many times as values, got 1 for 2",
    ],
    [
      "survival-concordance, entries",
      () => survivalConcordance([2, 3], [true, true], [1, 2], { entries: [0] }),
      "survival-concordance: needs as many entries as values, got 1 for 2",
    ],
    [
      "survival-concordance, entry late",
      () => survivalConcordance([2, 3], [true, true], [1, 2], { entries: [0, 3] }),
      "survival-concordance: needs an entry before its time, got 3 for 3 at position 2",
    ],
    [
      "delong-paired, empty",
      () => delongPaired([1], [], [1], []),
      "delong-paired: needs at least 1 value in each group, got 1 and 0",
    ],
    [
      "delong-paired, lengths",
      () => delongPaired([1, 2], [3], [1], [3]),
      "delong-paired: needs both markers of 2 and 1 subjects, got the second of 1 and 1",
    ],
    [
      "delong-paired, NaN",
      () => delongPaired([1, 2], [3], nan, [3]),
      "delong-paired: needs finite numbers, got NaN at position 2",
    ],
    [
      "least-detectable, none",
      () => leastDetectable(0, 5, 0.05),
      "least-detectable: needs two whole numbers from 1, got 0 and 5",
    ],
    [
      "least-detectable, alpha",
      () => leastDetectable(3, 5, 5),
      "least-detectable: an alpha lies between 0 and 1, got 5",
    ],
    [
      "least-detectable, power",
      () => leastDetectable(3, 5, 0.05, 80),
      "least-detectable: a power lies between alpha and 1, got 80 for 0.05",
    ],
    [
      "least-detectable-order, one",
      () => leastDetectableOrder(1, 0.05),
      "least-detectable-order: needs a whole number from 2, got 1",
    ],
    [
      "least-detectable-order, power",
      () => leastDetectableOrder(9, 0.05, 0.05),
      "least-detectable-order: a power lies between alpha and 1, got 0.05 for 0.05",
    ],
    [
      "rank-sum, exact of 101",
      () => rankSum(new Float64Array(51), new Float64Array(50), { exact: true }),
      "rank-sum: needs at most 100 values for an exact p, got 101",
    ],
    [
      "signed-rank, exact of 101",
      () => signedRank(new Float64Array(101).fill(1), { exact: true }),
      "signed-rank: needs at most 100 values for an exact p, got 101",
    ],
    [
      "kendall-distribution, 1",
      () => kendallDistribution(1),
      "kendall-distribution: needs a whole number from 2 to 100, got 1",
    ],
    [
      "spearman-distribution, 15",
      () => spearmanDistribution(15),
      "spearman-distribution: needs a whole number from 2 to 14, got 15",
    ],
    [
      "jonckheere-distribution, none",
      () => jonckheereDistribution([]),
      "jonckheere-distribution: needs at least 2 whole numbers from 1, together at most 100, got none",
    ],
    [
      "jonckheere-distribution, 101",
      () => jonckheereDistribution([51, 50]),
      "jonckheere-distribution: needs at least 2 whole numbers from 1, together at most 100, got 50,51",
    ],
    [
      "tied-rank-sum-distribution, all",
      () => tiedRankSumDistribution(Float64Array.of(1, 2), 2),
      "tied-rank-sum-distribution: needs a whole number from 1 to 1, got 2 of 2",
    ],
    [
      "tied-signed-rank-distribution, none",
      () => tiedSignedRankDistribution(new Float64Array(0)),
      "tied-signed-rank-distribution: needs at least 1 rank, got 0",
    ],
  ];
  test.each(cases)("%s", (_, run, message) => {
    expect(run).toThrow(RangeError);
    expect(run).toThrow(message);
  });
});

const lattice = fc.integer({ min: -4, max: 4 }).map((x) => x / 2);
const wild = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
const lists = (min: number, max = 40) =>
  fc.oneof(
    fc.array(fc.tuple(lattice, lattice), { minLength: min, maxLength: max }),
    fc.array(fc.tuple(lattice, wild), { minLength: min, maxLength: max }),
    fc.array(fc.tuple(wild, wild), { minLength: min, maxLength: max }),
  );
const differ = (list: readonly number[]) => list.some((value) => value !== list[0]);
const minus = (x: number | undefined) => (x === undefined ? undefined : 0 - x);
const minusAll = (list: readonly number[]) => list.map((x) => 0 - x);

describe("properties of association", () => {
  test.each([
    ["kendall", kendall],
    ["spearman", spearman],
  ])("%s: the same for y and x; reversed values turn it round and leave p", (_, correlate) => {
    fc.assert(
      fc.property(lists(2), (pairs) => {
        const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        fc.pre(differ(x) && differ(y));
        const [there, swapped, back] = [correlate(x, y), correlate(y, x), correlate(x, minusAll(y))];
        near(swapped, there, "swapped", 1);
        near([back.estimate, back.p], [0 - there.estimate, there.p], "reversed", 0, 1e-11);
        near([back.low, back.high], [minus(there.high), minus(there.low)], "limits", 1, 1e-11);
        const { low = -1, high = 1, estimate, p } = there;
        expect(-1 <= low && low <= estimate && estimate <= high && high <= 1 && p > 0 && p <= 1).toBe(true);
      }),
    );
  });

  test("kendall: concordant pairs less discordant ones, and the chance of the arrangement, are those of the list", () => {
    fc.assert(
      fc.property(lists(1, 6), (pairs) => {
        const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const got = pairOrder(Float64Array.from(x), Float64Array.from(y));
        let score = 0;
        for (const [i, [a, b]] of pairs.entries())
          for (const [c, d] of pairs.slice(0, i)) score += Math.sign(a - c) * Math.sign(b - d);
        expect(got.score).toBe(score);
        const picture = (list: readonly number[]) =>
          x
            .map((a, i) => `${a + 0} ${list[i]! + 0}`)
            .sort()
            .join();
        const orders = (list: readonly number[]): number[][] =>
          list.length < 2
            ? [[...list]]
            : list.flatMap((one, i) => orders(list.filter((_, j) => j !== i)).map((rest) => [one, ...rest]));
        const all = orders(y);
        const same = all.filter((order) => picture(order) === picture(y)).length;
        near(Math.exp(got.chance), same / all.length, "chance");
      }),
      { numRuns: 60 },
    );
  });

  test("spearman: a rho farther from 0 never has a larger p, through all that p is computed by", () => {
    const chance = new Chance(20288, 0);
    for (const n of [5, 9, 10, 12, 14, 15, 17, 20, 30, 50, 100]) {
      const places = Array.from({ length: n }, (_, i) => i);
      const found = Array.from({ length: 400 }, (_, k) => {
        const noise = n * 3 ** (-k / 40);
        const { estimate, p } = spearman(
          places,
          places.map((place) => place + noise * chance.normal()),
        );
        return { rho: Math.abs(estimate), p };
      }).sort((a, b) => a.rho - b.rho);
      for (let i = 1; i < found.length; i++) {
        expect(found[i]!.p, `n ${n}, rho ${found[i]!.rho}`).toBeLessThanOrEqual(found[i - 1]!.p * (1 + 1e-9));
      }
      expect(found.at(-1)!.rho).toBe(1);
      expect(found.at(-1)!.p).toBeGreaterThan(0);
    }
  });

  test("theil-sen: a steeper y is steeper by as much, and stretched x less steep; the estimate lies in its interval", () => {
    fc.assert(
      fc.property(lists(2), lattice, (pairs, steeper) => {
        const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        fc.pre(new Set(x.map((a) => a + 0)).size > 1 && Math.min(...gaps(x)) > 1e-3);
        const { estimate, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = theilSen(x, y);
        expect(low <= estimate && estimate <= high).toBe(true);
        const size = Math.max(...gaps(y), 1) / Math.min(...gaps(x));
        near(
          theilSen(
            x,
            y.map((b, i) => b + steeper * x[i]!),
          ).estimate,
          estimate + steeper,
          "steeper",
          size + 2e6,
          1e-9,
        );
        near(
          theilSen(
            x.map((a) => 4 * a),
            y,
          ).estimate,
          estimate / 4,
          "stretched",
          1e-300,
        );
      }),
    );
  });

  const gaps = (list: readonly number[]) =>
    list.flatMap((a, i) => list.slice(0, i).map((b) => Math.abs(a - b))).filter((gap) => gap > 0);

  test("jonckheere-terpstra: two groups are the rank-sum test, the order of the groups turned round turns C round", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.oneof(lattice, wild), { minLength: 1, maxLength: 9 }), { minLength: 2, maxLength: 5 }),
        (groups) => {
          const [there, back] = [jonckheereTerpstra(groups), jonckheereTerpstra([...groups].reverse())];
          near([back.p, back.estimate], [there.p, 1 - there.estimate], "reversed", 1);
          near(
            there.estimate,
            orderedConcordance(
              groups.flatMap((g, i) => g.map(() => i)),
              groups.flat(),
            ).estimate,
            "C",
          );
          const [first, second] = [groups[0]!, groups[1]!];
          const two = jonckheereTerpstra([first, second]);
          const sum = rankSum(second, first);
          expect(two.statistic).toBe(sum.statistic);
          if (two.exact) near(two.p, sum.p, "p");
        },
      ),
    );
  });
});

describe("properties of concordance", () => {
  const seen = fc.record({
    time: fc.integer({ min: 1, max: 9 }),
    event: fc.boolean(),
    entry: fc.integer({ min: 0, max: 8 }),
    value: lattice,
  });

  test("survival: the pairs counted one by one, and the spread of what each subject adds", () => {
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 25 }), fc.boolean(), (drawn, late) => {
        const subjects = drawn.map((one) => ({ ...one, entry: late ? Math.min(one.entry, one.time - 1) : 0 }));
        const n = subjects.length;
        const [score, count] = [new Array<number>(n).fill(0), new Array<number>(n).fill(0)];
        subjects.forEach((a, i) => {
          subjects.forEach((b, j) => {
            const free = b.time > a.time || (b.time === a.time && !b.event);
            if (!(a.event && free && b.entry < a.time)) return;
            for (const k of [i, j]) {
              score[k]! += b.value > a.value ? 1 : b.value === a.value ? 0.5 : 0;
              count[k]! += 1;
            }
          });
        });
        const pairs = count.reduce((a, b) => a + b, 0) / 2;
        fc.pre(pairs > 0);
        const c = score.reduce((a, b) => a + b, 0) / 2 / pairs;
        const se = Math.sqrt(score.reduce((sum, a, i) => sum + ((a - c * count[i]!) / pairs) ** 2, 0));
        const got = survivalConcordance(
          subjects.map(({ time }) => time),
          subjects.map(({ event }) => event),
          subjects.map(({ value }) => value),
          late ? { entries: subjects.map(({ entry }) => entry) } : {},
        );
        near([got.estimate, got.se], [c, se], "C and se", 1);
      }),
    );
  });

  test("of two outcomes the ordered concordance is the concordance, of all events the one of survival", () => {
    fc.assert(
      fc.property(lists(2), (pairs) => {
        const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        fc.pre(differ(y));
        near(
          survivalConcordance(
            y,
            y.map(() => true),
            x,
          ),
          orderedConcordance(y, x),
          "events",
          1,
        );
        const yes = y.map((b) => b > y[0]! - 0.25);
        fc.pre(yes.includes(true) && yes.includes(false));
        near(orderedConcordance(yes.map(Number), x), concordance(yes, x), "binary", 1);
      }),
    );
  });

  test("censoring the last, or entering before the first event, changes nothing; reversed values give 1 - C", () => {
    fc.assert(
      fc.property(fc.array(seen, { minLength: 2, maxLength: 25 }), (subjects) => {
        const times = subjects.map(({ time }, i) => time + i / 32);
        const values = subjects.map(({ value }) => value);
        const last = times.indexOf(Math.max(...times));
        const events = subjects.map(({ event }, i) => event || i === 0);
        fc.pre(events.some((event, i) => event && i !== last));
        const there = survivalConcordance(times, events, values);
        const changed = events.map((event, i) => (i === last ? !event : event));
        near(survivalConcordance(times, changed, values, { entries: times.map(() => 0.5) }), there, "changed", 1);
        near(survivalConcordance(times, events, minusAll(values)).estimate, 1 - there.estimate, "reversed", 1);
      }),
    );
  });

  test("delong-paired: the difference of the areas, turned round when the markers are, and the error that of paired placements", () => {
    fc.assert(
      fc.property(lists(2), lists(2), (a, b) => {
        const [a1, a2, b1, b2] = [a.map(([x]) => x), a.map(([, y]) => y), b.map(([x]) => x), b.map(([, y]) => y)];
        const [there, back] = [delongPaired(a1, b1, a2, b2), delongPaired(a2, b2, a1, b1)];
        near(there.estimate, auc(a1, b1).estimate - auc(a2, b2).estimate, "difference", 1);
        near([back.estimate, back.p], [0 - there.estimate, there.p], "swapped");
        near([back.low, back.high], [minus(there.high), minus(there.low)], "limits");
        expect(delongPaired(a1, b1, a1, b1).p).toBe(undefined);
        // Against a marker that says nothing, only the first one's own error is left.
        const flat = delongPaired(
          a1,
          b1,
          a1.map(() => 0),
          b1.map(() => 0),
        );
        near([flat.statistic, flat.p], [auc(a1, b1).statistic, auc(a1, b1).p], "alone", 0, 1e-11);
      }),
    );
  });
});

describe("properties of an exact p", () => {
  const group = fc.array(lattice, { minLength: 1, maxLength: 12 });

  test("rank-sum: swapped groups and reversed values leave it; it is what all choices, listed, say", () => {
    fc.assert(
      fc.property(
        fc.array(lattice, { minLength: 1, maxLength: 5 }),
        fc.array(lattice, { minLength: 1, maxLength: 6 }),
        (a, b) => {
          const { p, exact } = rankSum(a, b, { exact: true });
          expect(exact).toBe(true);
          near(rankSum(b, a, { exact: true }).p, p, "swapped");
          near(rankSum(minusAll(a), minusAll(b), { exact: true }).p, p, "reversed");
          const all = [...a, ...b];
          const wins = (yes: number) =>
            all.reduce(
              (sum, x, i) =>
                sum +
                (yes & (1 << i)
                  ? all.reduce((w, y, j) => w + (yes & (1 << j) ? 0 : (Math.sign(x - y) + 1) / 2), 0)
                  : 0),
              0,
            );
          const bits = (yes: number) => yes.toString(2).replaceAll("0", "").length;
          const choices = Array.from({ length: 2 ** all.length }, (_, yes) => yes).filter(
            (yes) => bits(yes) === a.length,
          );
          const far = (yes: number) => Math.abs(wins(yes) - (a.length * b.length) / 2);
          near(p, choices.filter((yes) => far(yes) >= far(2 ** a.length - 1)).length / choices.length, "listed");
        },
      ),
      { numRuns: 60 },
    );
  });

  test("signed-rank: reversed differences and added zeros leave it; the estimate and limits are those without it", () => {
    fc.assert(
      fc.property(group, (d) => {
        fc.pre(d.some((x) => x !== 0));
        const { p, exact } = signedRank(d, { exact: true });
        expect(exact).toBe(true);
        near(signedRank(minusAll(d), { exact: true }).p, p, "reversed");
        near(signedRank([...d, 0, 0], { exact: true }).p, p, "zeros");
        const usual = signedRank(d);
        if (!usual.exact)
          near({ ...signedRank(d, { exact: true }), p: 1, exact: 1 }, { ...usual, p: 1, exact: 1 }, "rest");
      }),
    );
  });

  test("without ties it is the usual one, and false gives the normal one that ties bring", () => {
    const [a, b] = [
      [1, 4, 6, 9.5],
      [0.5, 2, 3, 3.5, 5],
    ];
    expect(rankSum(a, b, { exact: true })).toEqual(rankSum(a, b));
    expect(signedRank(a, { exact: true })).toEqual(signedRank(a));
    expect(rankSum(a, b, { exact: false }).exact).toBe(false);
    near(signedRank([1, 2], { exact: false }).p, normalTwoSided(1 / Math.sqrt(1.25)), "normal");
  });
});

describe("the least that could be detected", () => {
  const wald = (share: number, many: number) => Math.sqrt((share * (1 - share)) / many);

  test("none, exactly where the smallest p is above alpha; else it falls with n and rises with the power", () => {
    const order = Array.from({ length: 12 }, (_, i) => i);
    for (const alpha of [0.2, 0.05, 0.01, 0.05 / 90]) {
      for (const m of [1, 2, 3, 5, 12]) {
        for (const n of [1, 2, 4, 7, 12]) {
          const { p } = rankSum(
            order.slice(0, m),
            order.slice(0, n).map((x) => x + 100),
          );
          const least = leastDetectable(m, n, alpha);
          expect(least === undefined, `${m} and ${n} at ${alpha}`).toBe(p > alpha * (1 + 1e-9));
          if (least === undefined) continue;
          expect(least > 0.5 && least < 1).toBe(true);
          expect(leastDetectable(m, n, alpha, 0.9)).toBeGreaterThan(least);
          expect(leastDetectable(4 * m, 4 * n, alpha)).toBeLessThan(least);
          expect(leastDetectable(n, m, alpha)).toBe(least);
        }
      }
      for (const n of [2, 3, 5, 8, 12]) {
        const { p } = kendall(order.slice(0, n), order.slice(0, n));
        expect(leastDetectableOrder(n, alpha) === undefined, `${n} at ${alpha}`).toBe(p > alpha * (1 + 1e-9));
      }
    }
  });

  test("exact and normal join at 50", () => {
    near(leastDetectable(49, 49, 0.01), leastDetectable(50, 49, 0.01), "rank sum", 1, 0.002);
    near(leastDetectableOrder(49, 0.01), leastDetectableOrder(50, 0.01), "order", 1, 0.004);
  });

  /** Of so many draws: the part in which the test sees what is there; and by how much chance may be off, 4 errors. */
  const DRAWS = 3000;
  const found = (draw: () => { p: number; estimate: number }, none: number, alpha: number) =>
    Array.from({ length: DRAWS }, draw).filter(({ p, estimate }) => p <= alpha && estimate > none).length / DRAWS;

  test.each([
    [7, 17, 0.05, 0.8, 0.04],
    [7, 17, 0.05 / 90, 0.8, 0.04],
    [3, 12, 0.01, 0.8, 0.04],
    [4, 4, 0.05, 0.8, 0.04],
    [12, 12, 0.05 / 720, 0.9, 0.04],
    [20, 28, 0.05, 0.8, 0.01],
    [49, 23, 0.05 / 90, 0.8, 0.01],
    [60, 20, 0.01, 0.9, 0.01],
  ])("%i against %i at %d: the rank-sum test has its power of %d within %d", (m, n, alpha, power, within) => {
    const chance = new Chance(20289, m * 1000 + n);
    const shift = Math.SQRT2 * -normalLimit(leastDetectable(m, n, alpha, power)!);
    const draw = (many: number, by: number) => Array.from({ length: many }, () => chance.normal() + by);
    // The median difference is above 0 where the test speaks for the group that is higher in truth.
    const got = found(() => rankSum(draw(m, shift), draw(n, 0)), 0, alpha);
    expect(Math.abs(got - power), `power ${got}`).toBeLessThanOrEqual(within + 4 * wald(power, DRAWS));
  });

  test.each([
    [6, 0.05, 0.8, 0.02],
    [10, 0.01, 0.8, 0.02],
    [24, 0.05, 0.8, 0.02],
    [24, 0.05 / 90, 0.9, 0.02],
    [60, 0.05, 0.8, 0.02],
  ])("%i at %d: Kendall's test has its power of %d within %d", (n, alpha, power, within) => {
    const chance = new Chance(20290, n);
    const r = Math.sin(Math.PI * (leastDetectableOrder(n, alpha, power)! - 0.5));
    const got = found(
      () => {
        const x = Array.from({ length: n }, () => chance.normal());
        return kendall(
          x,
          x.map((value) => r * value + Math.sqrt(1 - r * r) * chance.normal()),
        );
      },
      0,
      alpha,
    );
    expect(Math.abs(got - power), `power ${got}`).toBeLessThanOrEqual(within + 4 * wald(power, DRAWS));
  });

  test.each([
    [8, 0.05, false],
    [20, 0.05, false],
    [20, 0.05, true],
    [40, 0.05 / 90, false],
    [40, 0.05 / 90, true],
  ])(
    "%i events at %d: Cox's score test has more than the power at the C of as many subjects",
    (events, alpha, censored) => {
      const chance = new Chance(20291, events);
      const c = leastDetectableOrder(events, alpha)!;
      // The beta whose C that is: the mean of 1 / (1 + exp(-beta |x1 - x2|)) over pairs of normal values.
      const steps = Array.from({ length: 400 }, (_, i) => (i + 0.5) / 50);
      const weight = (z: number) => Math.exp((-z * z) / 2);
      const total = steps.reduce((sum, z) => sum + weight(z), 0);
      const mean = (beta: number) =>
        steps.reduce((sum, z) => sum + weight(z) / (1 + Math.exp(-Math.SQRT2 * beta * z)), 0) / total;
      let [low, high] = [0, 50];
      for (let i = 0; i < 60; i++) {
        if (mean((low + high) / 2) < c) low = (low + high) / 2;
        else high = (low + high) / 2;
      }
      const wait = () => -Math.log(1 - chance.uniform());
      const score = () => {
        const subjects = Array.from({ length: censored ? 2 * events : events }, () => {
          const x = chance.normal();
          const death = wait() * Math.exp(low * x);
          const left = censored ? wait() : Number.POSITIVE_INFINITY;
          return { x, time: Math.min(death, left), event: death <= left };
        }).sort((a, b) => b.time - a.time);
        let [n, sum, squares, u, v] = [0, 0, 0, 0, 0];
        for (const { x, event } of subjects) {
          n++;
          sum += x;
          squares += x * x;
          if (!event) continue;
          u += x - sum / n;
          v += squares / n - (sum / n) ** 2;
        }
        return { p: v > 0 ? normalTwoSided(u / Math.sqrt(v)) : 1, estimate: -u };
      };
      expect(found(score, 0, alpha)).toBeGreaterThan(0.8 + 2 * wald(0.8, DRAWS));
    },
  );
});
