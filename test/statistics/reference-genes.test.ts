import { expect, test } from "vitest";
import { bestKeeper } from "../../stages/statistics/best-keeper.ts";
import { genorm } from "../../stages/statistics/genorm.ts";
import { normFinder } from "../../stages/statistics/norm-finder.ts";
import { pairVariances } from "../../stages/statistics/pair-variances.ts";
import { holdAgainstR } from "./reference.ts";

interface Rows {
  readonly rows: number[][];
  readonly groups?: string[] | null;
}

// Ct of 1,000 and more keep three digits less of what is left when the amounts are taken out.
holdAgainstR<Rows>({
  genorm: {
    run: ({ rows }) => genorm(rows),
    within: { m: 1e-11, meanM: 1e-11, variation: 1e-11 },
  },
  "norm-finder": {
    run: ({ rows, groups }) => normFinder(rows, groups ?? undefined),
    within: { variances: 1e-11, differences: 1e-11, stability: 1e-11 },
  },
  "best-keeper": { run: ({ rows }) => bestKeeper(rows) },
});

const rows = [
  [20, 21.5, 22, 20.5, 23, 21],
  [24, 25, 26.5, 24.2, 27, 25.5],
  [18, 20, 20, 19, 20.5, 19],
  [30, 30.5, 33, 31, 32, 31.5],
];
const groups = ["a", "a", "a", "b", "b", "b"];

test("Ct are as good as log2 quantities, and the amount of a sample changes nothing", () => {
  const other = rows.map((row, gene) => row.map((value, at) => 3 * gene + 0.25 * at - value));
  const [m, v] = [genorm(rows), genorm(other)];
  expect(v.order).toEqual(m.order);
  for (const [at, value] of m.m.entries()) expect(v.m[at]).toBeCloseTo(value, 12);
  for (const [at, value] of m.variation.entries()) expect(v.variation[at]).toBeCloseTo(value, 12);
  const [one, two] = [normFinder(rows, groups).stability, normFinder(other, groups).stability];
  for (const [at, value] of one.entries()) expect(two[at]).toBeCloseTo(value, 12);
});

test("genes that differ between groups by amounts alone have no difference", () => {
  const alike = rows.map((row) => [...row, ...row.map((value) => value + 2)]);
  const { differences, stability } = normFinder(alike, [...groups.map(() => "a"), ...groups.map(() => "b")]);
  for (const group of differences) for (const value of group) expect(Math.abs(value)).toBeLessThan(1e-12);
  const exact = normFinder(
    [
      [0, 1],
      [0, 1],
      [0, 1],
    ].map((row) => [...row, ...row]),
    ["a", "a", "b", "b"],
  );
  expect([...exact.stability]).toEqual([0, 0, 0]);
  expect(stability.every((value) => value > 0)).toBe(true);
});

test("what cannot be computed from is refused", () => {
  expect(() => genorm([[1, 2]])).toThrow("at least 2 genes");
  expect(() => genorm([[1], [2]])).toThrow("in 2 samples");
  expect(() =>
    pairVariances("x", [
      [1, 2],
      [1, 2, 3],
    ]),
  ).toThrow("one length");
  expect(() =>
    genorm([
      [1, 2],
      [1, Number.NaN],
    ]),
  ).toThrow(RangeError);
  expect(() =>
    normFinder([
      [1, 2],
      [3, 4],
    ]),
  ).toThrow("at least 3 genes");
  expect(() => normFinder(rows, ["a"])).toThrow("a group for each sample");
  expect(() => normFinder(rows, ["a", "a", "a", "a", "a", "b"])).toThrow("2 samples");
  expect(() => bestKeeper([])).toThrow("at least 1 gene");
  expect(() => bestKeeper([[20, 0]])).toThrow("above 0");
  expect(() => bestKeeper([[20, 21], [20]])).toThrow("one length");
});
