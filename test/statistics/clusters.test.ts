import fc from "fast-check";
import { expect, test } from "vitest";
import { averageLinkage } from "../../stages/statistics/average-linkage.ts";
import { euclideanDistances } from "../../stages/statistics/euclidean-distances.ts";
import { holdAgainstR } from "./reference.ts";

const given = (rows: readonly (readonly (number | null)[])[]) =>
  rows.map((row) => row.map((value) => value ?? Number.NaN));

holdAgainstR<{ rows: (number | null)[][] }>({
  "average-linkage": {
    run: ({ rows }) => {
      const distances = euclideanDistances(given(rows));
      return { distances, ...averageLinkage(distances) };
    },
  },
});

test("what cannot be computed from is refused", () => {
  expect(() => euclideanDistances([])).toThrow(RangeError);
  expect(() => euclideanDistances([[1, 2], [1]])).toThrow("rows of one length");
  expect(() => euclideanDistances([[1], [Number.NEGATIVE_INFINITY]])).toThrow("finite");
  expect(() => averageLinkage([1, 2])).toThrow("no things have 2 pairs");
  expect(() => averageLinkage([-1])).toThrow(RangeError);
  expect(() => averageLinkage([Number.NaN])).toThrow(RangeError);
});

test("one thing is a tree of itself", () => {
  expect(averageLinkage(euclideanDistances([[1, 2]]))).toEqual({ merge: [], height: [], order: [0] });
});

test("every thing stands once, heights rise, and no branches cross", () => {
  const rows = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }), { minLength: 1 });
  fc.assert(
    fc.property(rows, (rows) => {
      const { merge, height, order } = averageLinkage(euclideanDistances(rows));
      expect([...order].sort((a, b) => a - b)).toEqual(rows.map((_, i) => i));
      for (const [i, each] of height.entries()) expect(each).toBeGreaterThanOrEqual((height[i - 1] ?? 0) - 1e-12);
      const members: number[][] = [];
      for (const pair of merge) members.push(pair.flatMap((node) => (node < 0 ? [-node - 1] : members[node - 1]!)));
      for (const cluster of members) {
        const places = cluster.map((thing) => order.indexOf(thing));
        expect(Math.max(...places) - Math.min(...places)).toBe(cluster.length - 1);
      }
    }),
  );
});
