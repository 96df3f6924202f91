import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ExampleOptions, exampleStudy, planted } from "../data/example/study.ts";
import { rowsOf } from "../data/table.ts";
import { run } from "../pipeline/run.ts";

const root = mkdtempSync(join(tmpdir(), "deltact-analyse-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Test {
  readonly gene: string;
  /** The contrast, or what the outcome is held against. */
  readonly at: string;
  readonly method: string;
  readonly estimate: number | undefined;
  readonly p: number | undefined;
  readonly q: number | undefined;
}

/** The example study, written to a folder, run without models and permutations, and taken away. */
async function analysed(options: ExampleOptions) {
  const folder = mkdtempSync(join(root, "study-"));
  for (const { path, text } of exampleStudy(options)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const quick = path === "study.yaml" ? "\nassociation: { models: no, permutations: 0 }\n" : "";
    writeFileSync(join(folder, path), text + quick);
  }
  const { table } = await run(folder);
  rmSync(folder, { recursive: true });
  const changes = [...rowsOf(table("change-tests"))] as unknown as (Test & { contrast: string })[];
  const associations = [...rowsOf(table("association"))] as unknown as Test[];
  return {
    changes: changes.map((row) => ({ ...row, at: row.contrast })).filter((row) => row.method === "signed-rank"),
    associations: associations.filter((row) => row.method === "rank-sum"),
  };
}

describe("the example study: what was planted, and nothing else", () => {
  let study: Awaited<ReturnType<typeof analysed>>;
  beforeAll(async () => {
    study = await analysed({});
  });

  const inChange = planted.filter((effect) => effect.contrast !== "");
  const inOutcome = planted.filter((effect) => effect.outcome !== "");

  test.each(inChange)("$gene changes in $contrast by log2 $log2", ({ gene, contrast, log2 }) => {
    const row = study.changes.find((one) => one.gene === gene && one.at === contrast)!;
    expect(row.q).toBeLessThanOrEqual(0.05);
    expect(Math.sign(row.estimate!)).toBe(Math.sign(log2));
  });

  test.each(inOutcome)("$gene at $at goes with response by log2 $log2", ({ gene, at, log2 }) => {
    const row = study.associations.find((one) => one.gene === gene && one.at === at)!;
    expect(row.q).toBeLessThanOrEqual(0.05);
    expect(Math.sign(row.estimate!)).toBe(Math.sign(log2));
  });

  test("no other change has q at most 0.05, of 90 genes in 4 contrasts", () => {
    const known = new Set(inChange.map(({ gene, contrast }) => `${gene} ${contrast}`));
    const others = study.changes.filter((row) => !known.has(`${row.gene} ${row.at}`));
    expect(others).toHaveLength(90 * 4 - inChange.length);
    expect(others.filter((row) => row.p !== undefined).length).toBeGreaterThan(300);
    expect(others.filter((row) => row.q !== undefined && row.q <= 0.05)).toEqual([]);
  });
});

describe("many studies of 30 treated, of whom about 22 consent", () => {
  const SEEDS = Array.from({ length: 40 }, (_, at) => 101 + at);
  let nulls: Awaited<ReturnType<typeof analysed>>[];
  let effects: Awaited<ReturnType<typeof analysed>>[];
  beforeAll(async () => {
    nulls = [];
    effects = [];
    for (const seed of SEEDS) {
      nulls.push(await analysed({ subjects: 30, seed, effects: false }));
      effects.push(await analysed({ subjects: 30, seed }));
    }
  });

  // Where nothing is there to be found, a q at most 0.05 anywhere is a false finding, and Benjamini-Hochberg makes one in at
  // most 5 % of studies. Of 40 studies, 7 or more have one with a probability of 0.3 %: 1 - pbinom(6, 40, 0.05) = 0.0034.
  test.each(["changes", "associations"] as const)(
    "null studies: at most 6 of 40 have any q at most 0.05 in %s",
    (table) => {
      const found = nulls.filter((study) => study[table].some((row) => row.q !== undefined && row.q <= 0.05));
      expect(found.length).toBeLessThanOrEqual(6);
      for (const study of nulls) expect(study[table].filter((row) => row.q !== undefined).length).toBeGreaterThan(300);
    },
  );

  // The largest distance of 40 uniform p from the diagonal exceeds 1.95 / sqrt(40) = 0.308 once in a thousand (Kolmogorov).
  test.each([
    { table: "changes", at: "acute-d1", gene: "CDKN1A" },
    { table: "changes", at: "sustained", gene: "CD22" },
    { table: "changes", at: "total", gene: "BAX" },
    { table: "associations", at: "C1D1 pre", gene: "ABCB1" },
    { table: "associations", at: "C1D15 post", gene: "MCL1" },
    { table: "associations", at: "acute-d15", gene: "GADD45A" },
  ] as const)("null studies: p of $gene in $at is uniform over the seeds", ({ table, at, gene }) => {
    const p = nulls.map((study) => study[table].find((row) => row.gene === gene && row.at === at)!.p!);
    p.sort((a, b) => a - b);
    const n = p.length;
    const distance = Math.max(...p.map((value, i) => Math.max((i + 1) / n - value, value - i / n)));
    expect(distance).toBeLessThan(1.95 / Math.sqrt(n));
  });

  test("null studies: 5 % of all p are at most 0.05", () => {
    // Genes of one study share its samples' reference, so the share of each study is one observation.
    for (const table of ["changes", "associations"] as const) {
      const shares = nulls.map((study) => {
        const p = study[table].flatMap((row) => (row.p === undefined ? [] : [row.p]));
        return p.filter((one) => one <= 0.05).length / p.length;
      });
      const { mean, se } = meanOf(shares);
      expect(Math.abs(mean - 0.05), `${mean} in ${table}`).toBeLessThan(3 * se + 0.005); // 0.005: exact p are discrete
    }
  });

  test.each(planted)("estimates are unbiased: $gene, $contrast $at", ({ gene, contrast, at, log2 }) => {
    const table = contrast === "" ? "associations" : "changes";
    const estimates = effects.map(
      (study) => study[table].find((row) => row.gene === gene && row.at === (contrast || at))!.estimate!,
    );
    const { mean, se } = meanOf(estimates);
    expect(Math.abs(mean - log2), `${mean} +- ${se}`).toBeLessThan(3 * se);
    expect(se, "precise enough to see a bias of a quarter").toBeLessThan(Math.abs(log2) / 8);
  });
});

function meanOf(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, se: Math.sqrt(square / n) };
}
