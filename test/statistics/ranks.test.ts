import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Chance } from "../../data/chance.ts";
import { auc } from "../../stages/statistics/auc.ts";
import { benjaminiHochberg } from "../../stages/statistics/benjamini-hochberg.ts";
import { bestOfNull } from "../../stages/statistics/best-of-null.ts";
import { concordance } from "../../stages/statistics/concordance.ts";
import { kthDifference } from "../../stages/statistics/kth-difference.ts";
import { kthWalshAverage } from "../../stages/statistics/kth-walsh-average.ts";
import { midranks } from "../../stages/statistics/midranks.ts";
import { normalLimit } from "../../stages/statistics/normal-limit.ts";
import { normalTail, normalTwoSided } from "../../stages/statistics/normal-tail.ts";
import { pairedT } from "../../stages/statistics/paired-t.ts";
import { rankSum } from "../../stages/statistics/rank-sum.ts";
import { rankSumDistribution } from "../../stages/statistics/rank-sum-distribution.ts";
import { signedRank } from "../../stages/statistics/signed-rank.ts";
import { signedRankDistribution } from "../../stages/statistics/signed-rank-distribution.ts";
import { studentLimit } from "../../stages/statistics/student-limit.ts";
import { studentTail } from "../../stages/statistics/student-tail.ts";
import { holdAgainstR, near, reference } from "./reference.ts";

interface Input {
  readonly differences: number[];
  readonly a: number[];
  readonly b: number[];
  readonly outcome: boolean[];
  readonly values: number[];
  readonly p: number[];
  readonly level: number;
  readonly exact?: boolean;
}
const level = (input: Input) => ({ level: input.level });
const counting = (input: Input) => ({ level: input.level, exact: input.exact });
holdAgainstR<Input>({
  "signed-rank": { run: (input) => signedRank(input.differences, counting(input)) },
  "rank-sum": { run: (input) => rankSum(input.a, input.b, counting(input)) },
  "paired-t": { run: (input) => pairedT(input.differences, level(input)) },
  auc: { run: (input) => auc(input.a, input.b, level(input)), unit: 1 },
  concordance: { run: (input) => concordance(input.outcome, input.values, level(input)), unit: 1 },
  "benjamini-hochberg": { run: (input) => ({ q: benjaminiHochberg(input.p) }) },
});

describe("reference numbers from R, point by point", () => {
  const tails: Record<string, (...columns: number[]) => number> = {
    normalLimit,
    normalTail,
    normalTwoSided,
    studentLimit,
    studentTail,
    "signedRankDistribution atMost": (n, w) => signedRankDistribution(n!).atMost(w!),
    "signedRankDistribution atLeast": (n, w) => signedRankDistribution(n!).atLeast(w!),
    "signedRankDistribution quantile": (n, p) => signedRankDistribution(n!).quantile(p!),
    "rankSumDistribution atMost": (m, n, w) => rankSumDistribution(m!, n!).atMost(w!),
    "rankSumDistribution atLeast": (m, n, w) => rankSumDistribution(m!, n!).atLeast(w!),
    "rankSumDistribution quantile": (m, n, p) => rankSumDistribution(m!, n!).quantile(p!),
  };
  for (const { name, columns } of reference("tails").cases) {
    test(`tails: ${name}`, () => {
      const [want, ...given] = Object.values<number[]>(columns).reverse();
      if (name === "midranks") near(midranks(given[0]!).ranks, want, name);
      else
        want!.forEach((each, i) => {
          const at = given.map((column) => column[i]!).reverse();
          near(tails[name]!(...at), each, `${name}(${at})`);
        });
    });
  }

  test("the k-th of many is bitwise the one R lists", () => {
    for (const { input, kth } of reference("signed-rank").cases) {
      const select = kthWalshAverage(Float64Array.from(input.differences as number[]).sort());
      expect(kth.k.map(select)).toEqual(kth.averages);
    }
    for (const { input, kth } of reference("rank-sum").cases) {
      const select = kthDifference(
        Float64Array.from(input.a as number[]).sort(),
        Float64Array.from(input.b as number[]).sort(),
      );
      expect(kth.k.map(select)).toEqual(kth.differences);
    }
  });
});

describe("published numbers", () => {
  const smallest = (n: number) => signedRank(Array.from({ length: n }, (_, i) => i + 1)).p;
  test.each([
    [5, 0.0625],
    [6, 0.03125],
    [8, 0.0078125],
  ])("signed-rank: the smallest p of %i pairs is %d", (n, p) => expect(smallest(n)).toBe(p));

  test("signed-rank: 11 pairs cannot reach 5 % over 92 genes, 12 can", () => {
    const q = (n: number) => benjaminiHochberg([smallest(n), ...Array(91).fill(1)])[0]!;
    expect(q(11)).toBeGreaterThan(0.05);
    expect(q(12)).toBeLessThan(0.05);
  });

  test("rank-sum: 12 v 12 with W = 2 has p 2.9584e-06 (Yuan 2006)", () => {
    const a = Array.from({ length: 12 }, (_, i) => i + 1);
    const b = [10.5, ...Array.from({ length: 11 }, (_, i) => i + 20)];
    const { p, statistic } = rankSum(a, b);
    expect(statistic).toBe(2);
    expect(p.toExponential(4)).toBe("2.9584e-6");
  });

  test("the best of 90 null genes at 7 v 7 has a median area of 0.90, by formula and by simulation", () => {
    const chance = new Chance(20266, 0);
    const best = Array.from({ length: 2000 }, () =>
      Math.max(
        ...Array.from({ length: 90 }, () => {
          const draw = () => Array.from({ length: 7 }, () => chance.normal());
          const { estimate } = auc(draw(), draw());
          return Math.max(estimate, 1 - estimate);
        }),
      ),
    ).sort((a, b) => a - b);
    expect(bestOfNull(7, 7, 90).toFixed(2)).toBe("0.90");
    expect(Math.abs(best[1000]! - bestOfNull(7, 7, 90))).toBeLessThanOrEqual(1 / 49);
  });

  test("the lower half of a symmetric distribution is exactly a half", () => {
    expect(rankSumDistribution(49, 49).quantile(0.5)).toBe(1200);
    expect(signedRankDistribution(49).quantile(0.5)).toBe(612);
  });
});

describe("impossible input", () => {
  const nan = [1, Number.NaN];
  const wide = [2, Number.POSITIVE_INFINITY];
  const cases: [string, () => unknown, string][] = [
    ["signed-rank, empty", () => signedRank([]), "signed-rank: needs at least 1 non-zero difference, got 0"],
    ["signed-rank, zeros", () => signedRank([0, -0]), "signed-rank: needs at least 1 non-zero difference, got 0"],
    ["signed-rank, NaN", () => signedRank(nan), "signed-rank: needs finite numbers, got NaN at position 2"],
    [
      "signed-rank, level",
      () => signedRank([1], { level: 95 }),
      "signed-rank: a confidence level lies between 0 and 1, got 95",
    ],
    ["rank-sum, empty", () => rankSum([], [1]), "rank-sum: needs at least 1 value in each group, got 0 and 1"],
    ["rank-sum, infinite", () => rankSum([1], wide), "rank-sum: needs finite numbers, got Infinity at position 2"],
    ["paired-t, empty", () => pairedT([]), "paired-t: needs at least 2 differences, got 0"],
    ["paired-t, one", () => pairedT([1]), "paired-t: needs at least 2 differences, got 1"],
    [
      "paired-t, all equal",
      () => pairedT([0.1, 0.1, 0.1]),
      "paired-t: needs differences that differ, got 3 equal to 0.1",
    ],
    ["paired-t, zeros", () => pairedT([0, 0]), "paired-t: needs differences that differ, got 2 equal to 0"],
    ["auc, empty", () => auc([1], []), "auc: needs at least 1 value in each group, got 1 and 0"],
    [
      "concordance, one-sided",
      () => concordance([true], [1]),
      "concordance: needs at least 1 yes and 1 no, got 1 and 0",
    ],
    [
      "concordance, lengths",
      () => concordance([true], [1, 2]),
      "concordance: needs one outcome for each value, got 1 for 2",
    ],
    [
      "benjamini-hochberg, above 1",
      () => benjaminiHochberg([0.5, 1.1]),
      "benjamini-hochberg: a probability lies between 0 and 1, got 1.1",
    ],
    [
      "benjamini-hochberg, NaN",
      () => benjaminiHochberg(nan),
      "benjamini-hochberg: needs finite numbers, got NaN at position 2",
    ],
    ["midranks, NaN", () => midranks(nan), "midranks: needs finite numbers, got NaN at position 2"],
    ["normal-limit of 0", () => normalLimit(0), "normal-limit: a probability lies between 0 and 1, got 0"],
    ["student-limit of 1", () => studentLimit(1, 5), "student-limit: a probability lies between 0 and 1, got 1"],
    ["walsh, place 0", () => kthWalshAverage(Float64Array.of(1, 2))(0), "pair-sums: needs a place from 1 to 3, got 0"],
    [
      "difference, place 5",
      () => kthDifference(Float64Array.of(1, 2), Float64Array.of(1, 2))(5),
      "pair-sums: needs a place from 1 to 4, got 5",
    ],
    ["student-tail, no df", () => studentTail(1, 0), "student-tail: needs more than 0 degrees of freedom, got 0"],
    [
      "signed-rank-distribution, 50",
      () => signedRankDistribution(50),
      "signed-rank-distribution: needs a whole number from 1 to 49, got 50",
    ],
    [
      "rank-sum-distribution, 0",
      () => rankSumDistribution(0, 3),
      "rank-sum-distribution: needs two whole numbers from 1 to 49, got 0 and 3",
    ],
    [
      "quantile of 2",
      () => signedRankDistribution(5).quantile(2),
      "rank-distribution: a probability lies between 0 and 1, got 2",
    ],
  ];
  test.each(cases)("%s", (_, run, message) => {
    expect(run).toThrow(RangeError);
    expect(run).toThrow(message);
  });
});

describe("properties", () => {
  const lattice = fc.integer({ min: -6, max: 6 }).map((x) => x / 2);
  const wild = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
  const group = (min: number) =>
    fc.oneof(fc.array(lattice, { minLength: min, maxLength: 40 }), fc.array(wild, { minLength: min, maxLength: 40 }));
  const swapped = (x: number | undefined) => (x === undefined ? undefined : 0 - x);

  test("swapping the groups turns the shift and its limits round and leaves p", () => {
    fc.assert(
      fc.property(group(1), group(1), (a, b) => {
        const [there, back] = [rankSum(a, b), rankSum(b, a)];
        near(back.p, there.p, "p");
        near(back.estimate, 0 - there.estimate, "estimate", 0);
        near([back.low, back.high], [swapped(there.high), swapped(there.low)], "limits");
        near(auc(a, b).estimate, 1 - auc(b, a).estimate, "auc", 1);
      }),
    );
  });

  test("reversed differences turn the estimate and its limits round and leave p", () => {
    fc.assert(
      fc.property(group(1), (d) => {
        fc.pre(d.some((x) => x !== 0));
        const [there, back] = [signedRank(d), signedRank(d.map((x) => -x))];
        near(back.p, there.p, "p");
        near(
          [back.estimate, back.low, back.high],
          [0 - there.estimate, swapped(there.high), swapped(there.low)],
          "shift",
        );
      }),
    );
  });

  test("the estimate lies between its limits, and p is a probability", () => {
    fc.assert(
      fc.property(group(1), group(1), (a, b) => {
        for (const { low = -1e9, estimate, high = 1e9, p } of [rankSum(a, b), auc(a, b), signedRank([1, ...a])]) {
          expect(low <= estimate && estimate <= high && !(p !== undefined && !(p >= 0 && p <= 1))).toBe(true);
        }
      }),
    );
  });

  test("rank-sum p and AUC are the same on dCt and on 2^-dCt, turned round", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -80, max: 80 }), { minLength: 1, maxLength: 60 }),
        fc.array(fc.integer({ min: -80, max: 80 }), { minLength: 1, maxLength: 60 }),
        (a, b) => {
          const power = (dct: number) => 2 ** (-dct / 8);
          const [x, y] = [a.map(power), b.map(power)];
          near(rankSum(x, y).p, rankSum(a, b).p, "p");
          near(auc(x, y).estimate, 1 - auc(a, b).estimate, "auc", 1);
          near(auc(x, y).p, auc(a, b).p, "auc p", 0, 1e-10);
        },
      ),
    );
  });

  test("concordance is the AUC, and its square error that of DeLong by (n - 1) / n a group", () => {
    fc.assert(
      fc.property(fc.array(lattice, { minLength: 2, maxLength: 30 }), (a) => {
        const b = a.map((x) => x * x - 1);
        const outcome = [...a.map(() => true), ...b.map(() => false)];
        const [c, area] = [concordance(outcome, [...a, ...b]), auc(a, b)];
        expect(c.estimate).toBe(area.estimate);
        if (area.statistic !== undefined && c.estimate !== 0.5) {
          const delong = ((area.estimate - 0.5) / area.statistic) ** 2;
          near(c.se ** 2, (delong * (a.length - 1)) / a.length, "square error", 0, 1e-10);
        }
      }),
    );
  });

  const sorted = (x: ArrayLike<number>) => Float64Array.from(x).sort();
  const sums = (x: Float64Array, y: Float64Array, from: (i: number) => number) =>
    sorted(Array.from(x).flatMap((a, i) => Array.from(y.subarray(from(i)), (b) => a + b)));
  const bulk = fc.oneof(
    fc.array(lattice, { minLength: 1, maxLength: 40 }),
    fc.array(wild, { minLength: 1, maxLength: 40 }),
    fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 25, maxLength: 40 }),
  );

  test("the k-th pair is the k-th of the list", () => {
    fc.assert(
      fc.property(
        bulk,
        bulk,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
        (a, b, at) => {
          const [x, y] = [sorted(a), sorted(b)];
          const walsh = sums(x, x, (i) => i);
          const pairs = sums(x, sorted(y.map((v) => -v)), () => 0);
          const [kthA, kthD] = [kthWalshAverage(x), kthDifference(x, y)];
          for (const share of at) {
            const i = Math.floor(share * (walsh.length - 1));
            const j = Math.floor(share * (pairs.length - 1));
            expect(kthA(i + 1) === walsh[i]! / 2).toBe(true);
            expect(kthD(j + 1) === pairs[j]).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test("midranks count the smaller and half the equal", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(lattice, wild)), (x) => {
        const rank = (v: number) => x.filter((w) => w < v).length + (x.filter((w) => w === v).length + 1) / 2;
        expect(Array.from(midranks(x).ranks)).toEqual(x.map(rank));
      }),
    );
  });

  test("10,000 pairs of hard shape: the neighbours of the median have the counts they must", () => {
    const shapes: ((u: number) => number)[] = [
      (u) => u,
      (u) => Math.exp(80 * u),
      (u) => Math.round(u * 20),
      (u) => (u < 0.5 ? -1e-9 * u : 1e9 + u),
      (u) => Math.tan(3.1 * (u - 0.5)),
    ];
    for (const shape of shapes) {
      const x = sorted(Array.from({ length: 10_000 }, (_, i) => shape((i * 0.6180339887498949) % 1)));
      const kth = kthWalshAverage(x);
      for (const k of [1, 24_400_000, 25_002_500, 25_002_501, 50_005_000]) {
        const value = kth(k);
        let [below, upTo] = [0, 0];
        for (let i = 0, j = x.length, l = x.length; i < x.length; i++) {
          while (j > 0 && (x[i]! + x[j - 1]!) / 2 >= value) j--;
          while (l > 0 && (x[i]! + x[l - 1]!) / 2 > value) l--;
          below += Math.max(0, j - i);
          upTo += Math.max(0, l - i);
        }
        expect(below < k && k <= upTo).toBe(true);
      }
    }
  });
});
