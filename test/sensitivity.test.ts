import { describe, expect, test } from "vitest";
import { columns } from "../data/column.ts";
import { sensitivityTable } from "../stages/sensitivity-table.ts";

const dictionary = columns({
  gene: { kind: "text", meaning: "Gene" },
  nondetects: { kind: "text", meaning: "What a non-detect was taken for" },
  estimate: { kind: "number", meaning: "Estimate" },
  p: { kind: "number", meaning: "p" },
});

type Said = readonly [estimate: number | undefined, p: number | undefined, concordance?: number];

function told(variants: Readonly<Record<string, readonly Said[]>>) {
  const rows = Object.entries(variants).flatMap(([gene, said]) =>
    said.map(([estimate, p, concordance], i) => ({ gene, nondetects: `way ${i}`, estimate, p, concordance })),
  );
  const [table] = sensitivityTable(rows, dictionary, ({ gene }) => gene!, "x.csv");
  return { table, genes: [...new Set(table?.rows.map(({ gene }) => gene))] };
}

describe("where non-detects decide", () => {
  const cases: Readonly<Record<string, { variants: readonly Said[]; decides: boolean }>> = {
    "p on one side": {
      variants: [
        [1, 0.01],
        [0.8, 0.049],
        [2, 0.05],
      ],
      decides: false,
    },
    "p on the other side, the sign turning": {
      variants: [
        [1, 0.2],
        [-0.8, 0.06],
      ],
      decides: false,
    },
    "p crosses": {
      variants: [
        [1, 0.04],
        [1, 0.06],
      ],
      decides: true,
    },
    "the direction turns": {
      variants: [
        [1, 0.04],
        [-1, 0.04],
      ],
      decides: true,
    },
    "one way cannot be tested": {
      variants: [
        [undefined, undefined],
        [1, 0.04],
      ],
      decides: true,
    },
    "no way can be tested": {
      variants: [
        [undefined, undefined],
        [undefined, undefined],
      ],
      decides: false,
    },
    "an estimate that cannot be told, the same direction by C": {
      variants: [
        [undefined, 0.01, 0.8],
        [1, 0.01],
      ],
      decides: false,
    },
    "an estimate that cannot be told, another direction by C": {
      variants: [
        [undefined, 0.01, 0.2],
        [1, 0.01],
      ],
      decides: true,
    },
  };
  test.each(Object.entries(cases))("%s", (name, { variants, decides }) => {
    const { table, genes } = told({
      [name]: variants,
      settled: [
        [1, 0.5],
        [1, 0.6],
      ],
    });
    expect(genes).toEqual(decides ? [name] : []);
    expect(table!.rows.length).toBe(decides ? variants.length : 0);
    expect(table!.caption).toContain(
      `2 tests are of genes that were not always detected. In ${decides ? 1 : 0} p crosses`,
    );
  });
  test("nothing was undetected: no table", () => expect(told({}).table).toBeUndefined());
  test("many are capped, and counted", () => {
    const { table, genes } = told(
      Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [
          `G${i}`,
          [
            [1, 0.01],
            [1, 0.1],
          ] as const,
        ]),
      ),
    );
    expect(genes.length).toBe(10);
    expect(table!.caption).toMatch(/In 12 p crosses .* the first 10 of them here/);
  });
});
