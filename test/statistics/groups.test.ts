import trigamma from "@stdlib/math-base-special-trigamma";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { benjaminiHochberg } from "../../stages/statistics/benjamini-hochberg.ts";
import { benjaminiYekutieli } from "../../stages/statistics/benjamini-yekutieli.ts";
import { betaLimit } from "../../stages/statistics/beta-limit.ts";
import { chiSquareTail } from "../../stages/statistics/chi-square-tail.ts";
import { clopperPearson } from "../../stages/statistics/clopper-pearson.ts";
import { fisherExact } from "../../stages/statistics/fisher-exact.ts";
import { holm } from "../../stages/statistics/holm.ts";
import { hypergeometric } from "../../stages/statistics/hypergeometric.ts";
import { kruskalWallis } from "../../stages/statistics/kruskal-wallis.ts";
import { mcnemarExact } from "../../stages/statistics/mcnemar-exact.ts";
import { midranks } from "../../stages/statistics/midranks.ts";
import { type GeneFit, moderatedT } from "../../stages/statistics/moderated-t.ts";
import { normalTwoSided } from "../../stages/statistics/normal-tail.ts";
import { pairedT } from "../../stages/statistics/paired-t.ts";
import { pearson } from "../../stages/statistics/pearson.ts";
import { pooledT } from "../../stages/statistics/pooled-t.ts";
import { rankSum } from "../../stages/statistics/rank-sum.ts";
import { signChange } from "../../stages/statistics/sign-change.ts";
import { squeezeVariances } from "../../stages/statistics/squeeze-variances.ts";
import { studentTest } from "../../stages/statistics/student-test.ts";
import { trigammaInverse } from "../../stages/statistics/trigamma-inverse.ts";
import { welchT } from "../../stages/statistics/welch-t.ts";
import { wilson } from "../../stages/statistics/wilson.ts";
import { holdAgainstR, near, reference } from "./reference.ts";

interface Groups {
  readonly a: number[];
  readonly b: number[];
  readonly level: number;
}
const level = (input: { readonly level: number }) => ({ level: input.level });
holdAgainstR<Groups>({
  "welch-t": { run: (input) => welchT(input.a, input.b, level(input)) },
  "pooled-t": { run: (input) => pooledT(input.a, input.b, level(input)) },
});
holdAgainstR<{ groups: number[][] }>({
  "kruskal-wallis": { run: ({ groups }) => kruskalWallis(groups), unit: 1 },
});
holdAgainstR<{ x: number[]; y: number[]; level: number }>({
  pearson: { run: (input) => pearson(input.x, input.y, level(input)), unit: 1 },
});

// Estimates and limits of counts are held to 1e-12 of themselves: unit 0.
holdAgainstR<{ table: [number, number, number, number]; level: number }>({
  "fisher-exact": { run: ({ table: [a, b, c, d], ...rest }) => fisherExact(a, b, c, d, level(rest)), unit: 0 },
});
holdAgainstR<{ b: number; c: number; level: number }>({
  "mcnemar-exact": { run: (input) => mcnemarExact(input.b, input.c, level(input)), unit: 0 },
});
holdAgainstR<{ successes: number; n: number; level: number }>({
  "clopper-pearson": { run: (input) => clopperPearson(input.successes, input.n, level(input)), unit: 0 },
  wilson: { run: (input) => wilson(input.successes, input.n, level(input)), unit: 0 },
});
holdAgainstR<{ margins: [number, number, number]; odds: number }>({
  hypergeometric: { run: ({ margins: [m, n, k], odds }) => hypergeometric(m, n, k, odds) },
});
holdAgainstR<{ p: number[] }>({
  holm: { run: ({ p }) => ({ q: holm(p) }) },
  "benjamini-yekutieli": { run: ({ p }) => ({ q: benjaminiYekutieli(p) }) },
});

interface Fits {
  readonly estimate: number[];
  readonly variance: (number | null)[];
  readonly df: number[];
  readonly unscaledError: number[];
  readonly n: number[];
  readonly level: number;
}
holdAgainstR<{ variances: number[]; df: number | number[] }>({
  "squeeze-variances": { run: ({ variances, df }) => squeezeVariances(variances, df) },
});
holdAgainstR<Fits>({
  "moderated-t": {
    run({ estimate, variance, df, unscaledError, n, level }) {
      const rows = estimate.map((each, i) => ({
        estimate: each,
        variance: variance[i] ?? undefined,
        df: df[i]!,
        unscaledError: unscaledError[i]!,
        n: n[i]!,
      }));
      const results = moderatedT(rows, { level });
      for (const { method, exact } of results) expect([method, exact]).toEqual(["moderated-t", false]);
      const fields = ["statistic", "estimate", "low", "high", "p", "n"] as const;
      return Object.fromEntries(fields.map((field) => [field, results.map((result) => result[field])]));
    },
  },
});

describe("reference numbers from R, point by point", () => {
  const points: [string, (...at: number[]) => number][] = [
    ["chi-square-tail", (x, df) => chiSquareTail(x!, df!)],
    ["trigamma-inverse", (x) => trigammaInverse(x!)],
    ["beta-limit", (p, a, b) => betaLimit(p!, a!, b!)],
  ];
  for (const [topic, run] of points) {
    test(topic, () => {
      const given = Object.values<number[]>(reference(topic).cases[0].columns);
      const want = given.pop()!;
      expect(want.length).toBeGreaterThan(20);
      want.forEach((each, i) => {
        const at = given.map((column) => column[i]!);
        near(run(...at), each, `${topic}(${at})`);
      });
    });
  }
});

describe("published numbers", () => {
  test.each([
    [49, 72, "68.06", "56.01", "78.56"],
    [41, 49, "83.67", "70.34", "92.68"],
    [24, 72, "33.33", "22.66", "45.43"],
    [4, 72, "5.56", "1.53", "13.62"],
    [65, 164, "39.63", "32.09", "47.56"],
    [17, 162, "10.49", "6.23", "16.27"],
  ])("clopper-pearson: %i of %i", (k, n, ...want) => {
    const { estimate, low, high } = clopperPearson(k, n);
    expect([estimate, low, high].map((share) => (100 * share).toFixed(2))).toEqual(want);
  });

  test.each([
    [[6, 1, 0, 5], "0.0151515"],
    [[5, 0, 1, 7], "0.0046620"],
  ] as const)("fisher-exact: %j", ([a, b, c, d], p) => expect(fisherExact(a, b, c, d).p.toFixed(7)).toBe(p));
});

describe("impossible input", () => {
  const nan = [1, Number.NaN];
  const row: GeneFit = { estimate: 1, variance: 1, df: 3, unscaledError: 0.5, n: 4 };
  const cases: [string, () => unknown, string][] = [
    ["welch-t, one value", () => welchT([1], [1, 2]), "welch-t: needs at least 2 values in each group, got 1 and 2"],
    ["welch-t, empty", () => welchT([1, 2], []), "welch-t: needs at least 2 values in each group, got 2 and 0"],
    ["welch-t, NaN", () => welchT([1, 2], nan), "welch-t: needs finite numbers, got NaN at position 2"],
    [
      "welch-t, constants",
      () => welchT([0.5, 0.5], [2, 2, 2]),
      "welch-t: needs values that differ within a group, got all equal to 0.5 and to 2",
    ],
    [
      "welch-t, zeros",
      () => welchT([0, 0], [0, 0]),
      "welch-t: needs values that differ within a group, got all equal to 0 and to 0",
    ],
    ["welch-t, too large", () => welchT([1e200, -1e200], [1, 2]), "welch-t: needs values with a finite variance"],
    [
      "welch-t, level",
      () => welchT([1, 2], [1, 2], { level: 95 }),
      "welch-t: a confidence level lies between 0 and 1, got 95",
    ],
    ["pooled-t, empty", () => pooledT([], [1, 2]), "pooled-t: needs at least 1 value in each group, got 0 and 2"],
    ["pooled-t, two values", () => pooledT([1], [2]), "pooled-t: needs at least 3 values, got 1 and 1"],
    [
      "pooled-t, constants",
      () => pooledT([0.1, 0.1, 0.1], [2]),
      "pooled-t: needs values that differ within a group, got all equal to 0.1 and to 2",
    ],
    [
      "student-test, infinite",
      () => studentTest("a", { estimate: 1, error: Number.NaN, df: 1, n: 2 }, 0.05),
      "a: needs values with a finite variance",
    ],
    ["kruskal-wallis, no group", () => kruskalWallis([]), "kruskal-wallis: needs at least 2 groups, got 0"],
    [
      "kruskal-wallis, empty group",
      () => kruskalWallis([[1, 2], [], [3]]),
      "kruskal-wallis: needs at least 1 value in each group, got 2, 0, 1",
    ],
    [
      "kruskal-wallis, NaN",
      () => kruskalWallis([[3], nan]),
      "kruskal-wallis: needs finite numbers, got NaN at position 3",
    ],
    ["pearson, two pairs", () => pearson([1, 2], [2, 1]), "pearson: needs at least 3 pairs, got 2"],
    ["pearson, lengths", () => pearson([1, 2, 3], [2, 1]), "pearson: needs pairs, got 3 and 2 values"],
    [
      "pearson, constant",
      () => pearson([1, 2, 3], [0.1, 0.1, 0.1]),
      "pearson: needs values that differ, got 3 equal to 0.1",
    ],
    ["pearson, zeros", () => pearson([0, 0, 0], [1, 2, 3]), "pearson: needs values that differ, got 3 equal to 0"],
    ["pearson, NaN", () => pearson([1, 2, 3], [1, ...nan]), "pearson: needs finite numbers, got NaN at position 3"],
    [
      "pearson, too large",
      () => pearson([1, 2, 3], [1e308, 1.5e308, -1e308]),
      "pearson: needs values with a finite spread",
    ],
    ["fisher-exact, half", () => fisherExact(1.5, 1, 1, 1), "fisher-exact: needs whole numbers from 0, got 1.5"],
    ["fisher-exact, negative", () => fisherExact(1, 1, 1, -1), "fisher-exact: needs whole numbers from 0, got -1"],
    ["mcnemar-exact, NaN", () => mcnemarExact(Number.NaN, 1), "mcnemar-exact: needs whole numbers from 0, got NaN"],
    [
      "mcnemar-exact, level, none changed",
      () => mcnemarExact(0, 0, { level: 1 }),
      "mcnemar-exact: a confidence level lies between 0 and 1, got 1",
    ],
    [
      "clopper-pearson, none of 0",
      () => clopperPearson(0, 0),
      "clopper-pearson: needs a part of at least 1, got 0 of 0",
    ],
    ["clopper-pearson, 3 of 2", () => clopperPearson(3, 2), "clopper-pearson: needs a part of at least 1, got 3 of 2"],
    ["wilson, 3 of 2", () => wilson(3, 2), "wilson: needs a part of at least 1, got 3 of 2"],
    ["wilson, -1 of 2", () => wilson(-1, 2), "wilson: needs whole numbers from 0, got -1"],
    ["holm, above 1", () => holm([1.1]), "holm: a probability lies between 0 and 1, got 1.1"],
    [
      "benjamini-yekutieli, negative",
      () => benjaminiYekutieli([0.5, -1e-9]),
      "benjamini-yekutieli: a probability lies between 0 and 1, got -1e-9",
    ],
    [
      "squeeze-variances, lengths",
      () => squeezeVariances([1, 2], [1]),
      "squeeze-variances: needs degrees of freedom for each variance, got 1 for 2",
    ],
    [
      "squeeze-variances, negative",
      () => squeezeVariances([1, -2], 3),
      "squeeze-variances: a variance is not below 0, got -2",
    ],
    [
      "squeeze-variances, negative df",
      () => squeezeVariances([1, 2], [3, -1]),
      "squeeze-variances: degrees of freedom are finite and not below 0, got -1",
    ],
    [
      "squeeze-variances, infinite df",
      () => squeezeVariances([1, 2], Number.POSITIVE_INFINITY),
      "squeeze-variances: degrees of freedom are finite and not below 0, got Infinity",
    ],
    [
      "moderated-t, no variance",
      () => moderatedT([row, { ...row, variance: undefined }]),
      "moderated-t: needs a variance where there are degrees of freedom, got none in row 2",
    ],
    [
      "moderated-t, estimate",
      () => moderatedT([{ ...row, estimate: Number.NaN }]),
      "moderated-t: needs finite estimates, got NaN in row 1",
    ],
    [
      "moderated-t, unscaled error",
      () => moderatedT([row, { ...row, unscaledError: 0 }]),
      "moderated-t: needs finite unscaled errors above 0, got 0 in row 2",
    ],
    ["chi-square-tail, negative", () => chiSquareTail(-1, 2), "chi-square-tail: needs a finite value from 0, got -1"],
    [
      "chi-square-tail, df",
      () => chiSquareTail(1, 0),
      "chi-square-tail: needs at least 0.01 degrees of freedom, got 0",
    ],
    ["trigamma-inverse, 0", () => trigammaInverse(0), "trigamma-inverse: needs a finite number above 0, got 0"],
    ["beta-limit, 0", () => betaLimit(0, 1, 1), "beta-limit: a probability lies between 0 and 1, got 0"],
    ["beta-limit, shape", () => betaLimit(0.5, 0.5, 1), "beta-limit: needs finite shapes of at least 1, got 0.5 and 1"],
    ["hypergeometric, column", () => hypergeometric(1, 2, 4), "hypergeometric: needs a column of at most 3, got 4"],
    [
      "hypergeometric, odds",
      () => hypergeometric(1, 2, 3, 0),
      "hypergeometric: needs a finite odds ratio above 0, got 0",
    ],
    [
      "sign-change, none",
      () => signChange((x) => x * x + 1, -1, 1),
      "sign-change: needs a change of sign, got 2 at -1 and 2 at 1",
    ],
  ];
  test.each(cases)("%s", (_, run, message) => {
    expect(run).toThrow(RangeError);
    expect(run).toThrow(message);
  });
});

describe("properties", () => {
  const wild = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
  const lattice = fc.integer({ min: -12, max: 12 }).map((x) => x / 4);
  const group = (min: number) =>
    fc.oneof(fc.array(lattice, { minLength: min, maxLength: 30 }), fc.array(wild, { minLength: min, maxLength: 30 }));
  const varies = (x: readonly number[]) => Math.max(...x) - Math.min(...x) > 1e-3;
  const count = fc.integer({ min: 0, max: 25 });
  const flip = (x: number | undefined) => (x === undefined ? undefined : 0 - x);

  test("swapping the groups turns a t test round", () => {
    fc.assert(
      fc.property(group(2), group(2), (a, b) => {
        fc.pre(varies(a));
        for (const run of [welchT, pooledT]) {
          const [there, back] = [run(a, b), run(b, a)];
          near(back.p, there.p, "p");
          near(
            [back.statistic, back.estimate, back.low, back.high],
            [flip(there.statistic), flip(there.estimate), flip(there.high), flip(there.low)],
            "shift",
            1e-9,
          );
        }
      }),
    );
  });

  test("a shift of one group by a binary fraction shifts estimate and limits, and a scale leaves p", () => {
    fc.assert(
      fc.property(
        fc.array(lattice, { minLength: 2, maxLength: 16 }),
        fc.array(lattice, { minLength: 2, maxLength: 16 }),
        (a, b) => {
          fc.pre(varies(a));
          for (const run of [welchT, pooledT]) {
            const [plain, moved] = [
              run(a, b),
              run(
                a.map((x) => x + 64),
                b,
              ),
            ];
            near(
              [moved.estimate, moved.low, moved.high],
              [plain.estimate + 64, plain.low! + 64, plain.high! + 64],
              "shift",
              100,
            );
            near(
              run(
                a.map((x) => 8 * x),
                b.map((x) => 8 * x),
              ).p,
              plain.p,
              "p",
            );
          }
        },
      ),
    );
  });

  test("groups of one size: Welch's and the pooled statistic are the same; of 0 and differences: the paired one", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(lattice, lattice), { minLength: 2, maxLength: 20 }), (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        fc.pre(varies(a));
        near(welchT(a, b).statistic, pooledT(a, b).statistic, "statistic", 1e-3);
        const zeros = a.map(() => 0);
        near(welchT(a, zeros).p, pairedT(a).p, "p", 0, 1e-10);
      }),
    );
  });

  test("kruskal-wallis of two groups is the square of the rank-sum's normal value without continuity correction", () => {
    fc.assert(
      fc.property(group(1), group(1), (a, b) => {
        fc.pre(new Set([...a, ...b]).size > 1);
        const { statistic, estimate, p, n } = kruskalWallis([a, b]);
        const [m, k] = [a.length, b.length];
        const { ties } = midranks([...a, ...b]);
        const z = (rankSum(a, b).statistic - (m * k) / 2) / Math.sqrt(((m * k) / 12) * (n + 1 - ties / (n * (n - 1))));
        near([statistic, p], [z * z, normalTwoSided(z)], "H and p", 1e-3, 1e-10);
        expect(estimate >= 0 && estimate <= 1 + 1e-12 && n === m + k).toBe(true);
      }),
    );
  });

  test("kruskal-wallis depends on ranks alone, and not on the order of the groups", () => {
    fc.assert(
      fc.property(fc.array(group(1), { minLength: 2, maxLength: 5 }), (groups) => {
        const there = kruskalWallis(groups);
        const bent = groups.map((each) => each.map((x) => (x > 0 ? 4 * x : x))).reverse();
        near(kruskalWallis(bent).statistic, there.statistic, "H", 1e-3);
      }),
    );
  });

  test("pearson is symmetric, keeps its p under scales, and its interval holds it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(lattice, lattice), { minLength: 4, maxLength: 30 }), (pairs) => {
        const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        fc.pre(varies(x) && varies(y));
        const there = pearson(x, y);
        const back = pearson(
          y.map((b) => 5 - 2 * b),
          x,
        );
        expect(back.p === undefined).toBe(there.p === undefined);
        near([back.estimate, back.low, back.high], [-there.estimate, flip(there.high), flip(there.low)], "r", 1);
        if (there.p !== undefined && Math.abs(there.estimate) > 1e-3) near(back.p, there.p, "p", 0, 1e-9);
        if (there.low !== undefined) expect(there.low <= there.estimate && there.estimate <= there.high!).toBe(true);
      }),
    );
  });

  test("the slope's t of pooled groups is the t of their correlation with 0 and 1", () => {
    fc.assert(
      fc.property(group(2), group(2), (a, b) => {
        fc.pre(varies(a) || varies(b));
        const group = [...a.map(() => 1), ...b.map(() => 0)];
        const { statistic } = pearson(group, [...a, ...b]);
        const pooled = pooledT(a, b).statistic;
        if (statistic !== undefined && Math.abs(pooled) > 1e-3) near(statistic, pooled, "t", 0, 1e-8);
      }),
    );
  });

  test("fisher-exact: turned and mirrored tables have the same p, their odds the same or the inverse", () => {
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const there = fisherExact(a, b, c, d);
        const turned = fisherExact(a, c, b, d);
        near([turned.p, turned.low, turned.high], [there.p, there.low, there.high], "turned", 0, 1e-11);
        const mirrored = fisherExact(b, a, d, c);
        near(mirrored.p, there.p, "p", 0, 1e-11);
        const inverse = (x: number | undefined) => (x === undefined ? 0 : x === 0 ? undefined : 1 / x);
        if (there.low !== undefined) near(mirrored.high, inverse(there.low), "limit", 0, 1e-11);
        if (there.estimate !== undefined && there.estimate > 0)
          near(mirrored.estimate, 1 / there.estimate, "odds", 0, 1e-11);
        if (there.low !== undefined) {
          const { low, estimate = Number.MAX_VALUE, high = Number.MAX_VALUE } = there;
          expect(low <= estimate && estimate <= high && there.p > 0 && there.p <= 1).toBe(true);
        }
      }),
    );
  });

  test("fisher-exact: p is the sum over the tables counted one by one", () => {
    const choose = (n: number, k: number): bigint => {
      let result = 1n;
      for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
      return result;
    };
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const ways = (x: number) => choose(a + b, x) * choose(c + d, a + c - x);
        let sum = 0n;
        for (let x = Math.max(0, a - d); x <= Math.min(a + b, a + c); x++) if (ways(x) <= ways(a)) sum += ways(x);
        near(fisherExact(a, b, c, d).p, Number(sum) / Number(choose(a + b + c + d, a + c)), "p");
      }),
    );
  });

  test("mcnemar-exact: the other way round p is the same and the share the rest; the interval leaves out 1/2 where p is small", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }), (b, c) => {
        fc.pre(b + c > 0);
        const [there, back] = [mcnemarExact(b, c), mcnemarExact(c, b)];
        near(back.p, there.p, "p");
        near([back.estimate, back.low, back.high], [1 - there.estimate!, 1 - there.high!, 1 - there.low!], "share", 1);
        if (Math.abs(there.p - 0.05) > 1e-9) expect(there.p < 0.05).toBe(there.low! > 0.5 || there.high! < 0.5);
      }),
    );
  });

  test("the intervals of a share hold it, mirror it, and grow with the level", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const k = Math.round(share * n);
        for (const run of [clopperPearson, wilson]) {
          const [there, back, wide] = [run(k, n), run(n - k, n), run(k, n, { level: 0.99 })];
          near([back.low, back.high], [1 - there.high, 1 - there.low], "mirrored", 1);
          expect(wide.low <= there.low && there.low <= there.estimate).toBe(true);
          expect(there.estimate <= there.high && there.high <= wide.high).toBe(true);
          expect([there.low === 0, there.high === 1]).toEqual([k === 0, k === n]);
        }
        if (share < 0.25 || share > 0.75) return; // at the ends Wilson's may be the longer one
        const width = (run: typeof wilson) => run(k, n).high - run(k, n).low;
        expect(width(clopperPearson)).toBeGreaterThan(width(wilson));
      }),
    );
  });

  test("adjusted p: Holm's lie between p and m p, BY's above BH's, all in the order of p", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 }), (p) => {
        const [h, q, y] = [holm(p), benjaminiHochberg(p), benjaminiYekutieli(p)];
        for (const [i, each] of p.entries()) {
          expect(each <= h[i]! && h[i]! <= Math.min(1, p.length * each)).toBe(true);
          expect(each <= q[i]! * (1 + 1e-12) && q[i]! <= y[i]! && y[i]! <= 1 && q[i]! <= h[i]! * (1 + 1e-12)).toBe(
            true,
          );
          for (const [j, other] of p.entries())
            if (each < other) expect(h[i]! <= h[j]! && q[i]! <= q[j]! && y[i]! <= y[j]!).toBe(true);
        }
      }),
    );
  });

  const variance = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  test("squeezed variances lie between the own and the prior one, and follow the unit", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(variance, fc.integer({ min: 0, max: 30 })), { maxLength: 40 }), (genes) => {
        const [own, df] = [genes.map(([v]) => v), genes.map(([, d]) => d)];
        const { priorVariance, priorDf, posterior } = squeezeVariances(own, df);
        for (const [i, each] of posterior.entries()) {
          if (priorVariance === undefined) expect(each).toBe(df[i]! > 0 ? own[i] : undefined);
          else {
            const ends = df[i]! > 0 ? [own[i]!, priorVariance] : [priorVariance];
            expect(each! >= Math.min(...ends) * (1 - 1e-12) && each! <= Math.max(...ends) * (1 + 1e-12)).toBe(true);
          }
        }
        const large = squeezeVariances(
          own.map((v) => 1024 * v),
          df,
        );
        if (priorDf === "infinite" || priorDf > 1e6) return; // the edge to infinite is of rounding
        near(large.priorDf, priorDf, "prior df", 0, 1e-8);
        if (priorVariance !== undefined) near(large.priorVariance, 1024 * priorVariance, "prior", 0, 1e-8);
      }),
    );
  });

  test("a gene alone is tested by its own t", () => {
    fc.assert(
      fc.property(group(2), (d) => {
        fc.pre(varies(d));
        const n = d.length;
        const mean = d.reduce((sum, x) => sum + x, 0) / n;
        const spread = d.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
        const [got] = moderatedT([{ estimate: mean, variance: spread, df: n - 1, unscaledError: 1 / Math.sqrt(n), n }]);
        const want = pairedT(d);
        near(got!.p, want.p, "p", 0, 1e-9);
        near([got!.low, got!.high], [want.low, want.high], "limits", Math.max(...d.map(Math.abs)), 1e-9);
      }),
    );
  });

  test("the inverse of trigamma is its inverse", () => {
    fc.assert(
      fc.property(fc.double({ min: -14, max: 14, noNaN: true }), (power) => {
        near(trigamma(trigammaInverse(10 ** power)), 10 ** power, "trigamma");
      }),
    );
  });

  test("chi-square of 2 degrees of freedom is exponential, of 1 a square of a normal, and rises with them", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1300, noNaN: true }), (x) => {
        near(chiSquareTail(x, 2), Math.exp(-x / 2), "tail");
        near(chiSquareTail(x, 1), normalTwoSided(Math.sqrt(x)), "tail", 0, 1e-12);
        expect(chiSquareTail(x, 5) <= chiSquareTail(x, 6)).toBe(true);
      }),
    );
  });

  test("a change of sign is found to the last bits whatever the shape", () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), fc.integer({ min: 0, max: 4 }), (root, shape) => {
        const shapes = [(x: number) => x, Math.atan, Math.expm1, (x: number) => x ** 3, (x: number) => Math.sign(x)];
        let calls = 0;
        const found = signChange(
          (x) => {
            calls++;
            return shapes[shape]!(x - root);
          },
          -10,
          10,
        );
        near(found, root, "root", 1, 1e-14);
        expect(calls).toBeLessThan(160);
      }),
    );
  });
});
