import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { groups } from "../data/groups.ts";
import { genorm } from "../stages/statistics/genorm.ts";
import { normFinder } from "../stages/statistics/norm-finder.ts";

// The data that Vandesompele 2002 and Andersen 2004 published, and what NormqPCR 1.53.0 says of them, read where they lie
// and copied nowhere; and R's numbers for the reference genes of a made study.

const shared = new URL("../../shared/", import.meta.url).pathname;
const corpus = join(shared, "corpus", "reference-genes");
const oracle = join(shared, "oracle", "study24-from-r", "na");

type Cells = Record<string, string>;
const read = (file: string) =>
  Papa.parse<Cells>(readFileSync(file, "utf8"), { header: true, skipEmptyLines: true }).data;

/** Quantities of a file: log2, a row a gene; and the word of each sample in a column. */
function published(name: string, column: string, among?: string) {
  const rows = read(join(corpus, `bioc__NormqPCR__${name}.csv`)).filter(
    (row) => !among || row[column]!.startsWith(among),
  );
  const genes = Object.keys(rows[0]!).filter((key) => key !== "sample" && key !== column);
  return {
    genes,
    log2: genes.map((gene) => rows.map((row) => Math.log2(Number(row[gene])))),
    groups: rows.map((row) => row[column]!),
  };
}

describe.skipIf(!existsSync(corpus))(`published data (skipped where ${corpus} is absent)`, () => {
  const results = existsSync(corpus) ? read(join(corpus, "bioc__NormqPCR__results.csv")) : [];

  test.each(["BM", "FIB", "LEU", "NB", "POOL"])("geNorm of %s: ranking, mean M and V", (tissue) => {
    const { genes, log2 } = published("geNorm", "tissue", tissue);
    const { order, meanM, variation } = genorm(log2);
    const said = new Map(
      results.flatMap(({ data, group, what, value }) =>
        data === "geNorm" && group === tissue ? [[what!, value!] as const] : [],
      ),
    );
    expect(said.size).toBe(10 + 9 + 8);
    const ranked = order.map((gene) => genes[gene]!);
    const wanted = order.map((_, at) => said.get(`rank${at + 1}`)!);
    // The two most stable cannot be told apart.
    expect(ranked.slice(2)).toEqual(wanted.slice(2));
    expect(ranked.slice(0, 2).sort()).toEqual(wanted.slice(0, 2).sort());
    for (const [at, mean] of meanM.entries()) expect(mean).toBeCloseTo(Number(said.get(`meanM${at + 2}`)), 11);
    for (const [at, v] of variation.entries()) expect(v).toBeCloseTo(Number(said.get(`V${at + 2}/${at + 3}`)), 11);
  });

  // Best by Andersen 2004: UBC, GAPD and TPT1 for the colon; HSPCB, TEGT and ATP5B for the bladder (its abstract).
  test.each([
    { data: "Colon", best: ["UBC", "GAPD", "TPT1"] },
    { data: "Bladder", best: ["HSPCB", "TEGT", "ATP5B"] },
  ])("NormFinder of $data: stability, and the paper's best genes in its order", ({ data, best }) => {
    const { genes, log2, groups } = published(data, "group");
    const { stability } = normFinder(log2, groups);
    const wanted = results.filter((row) => row.data === data);
    expect(wanted).toHaveLength(genes.length);
    for (const { what, value } of wanted) expect(stability[genes.indexOf(what!)]).toBeCloseTo(Number(value), 11);
    const order = [...genes.keys()].sort((a, b) => stability[a]! - stability[b]!).map((at) => genes[at]);
    expect(order.slice(0, 3)).toEqual(best);
  });
});

describe.skipIf(!existsSync(oracle))(`R's numbers for study24 (skipped where ${oracle} is absent)`, () => {
  const rows = existsSync(oracle) ? read(join(oracle, "sample_gene.csv")) : [];
  const stability = existsSync(oracle) ? read(join(oracle, "ref_stability.csv")) : [];
  const bySample = groups(rows, ({ sample }) => sample!);
  const genes = stability.map(({ gene }) => gene!);
  const ct = [...bySample].flatMap(([sample, own]) => {
    const values = genes.map((gene) => Number.parseFloat(own.find((row) => row.gene === gene)!.ct_mean!));
    return values.every(Number.isFinite) ? [{ moment: sample.split("_").slice(1).join("_"), values }] : [];
  });
  const matrix = genes.map((_, gene) => ct.map(({ values }) => values[gene]!));

  test("geNorm: M, mean M, who goes at each step, V", () => {
    const { m, order, meanM, variation } = genorm(matrix);
    stability.forEach(({ M_own }, gene) => {
      expect(m[gene]).toBeCloseTo(Number(M_own), 11);
    });
    const steps = read(join(oracle, "genorm_steps.csv"));
    expect(steps).toHaveLength(genes.length - 1);
    for (const { n_genes, mean_M, worst, V_n_minus1_over_n } of steps) {
      const n = Number(n_genes);
      expect(meanM[n - 2]).toBeCloseTo(Number(mean_M), 11);
      if (n === 2)
        expect(
          order
            .slice(0, 2)
            .map((gene) => genes[gene])
            .join("+"),
        ).toBe(worst);
      else {
        expect(genes[order[n - 1]!]).toBe(worst);
        expect(variation[n - 3]).toBeCloseTo(Number(V_n_minus1_over_n), 11);
      }
    }
  });

  test("NormFinder with visits and times as groups, and with one group", () => {
    const grouped = normFinder(
      matrix,
      ct.map(({ moment }) => moment),
    );
    const single = normFinder(matrix);
    stability.forEach(({ normfinder_own, normfinder_var_onegroup, normfinder_sd_onegroup }, gene) => {
      expect(grouped.stability[gene]).toBeCloseTo(Number(normfinder_own), 11);
      expect(single.variances[0]![gene]).toBeCloseTo(Number(normfinder_var_onegroup), 11);
      expect(single.stability[gene]).toBeCloseTo(Number(normfinder_sd_onegroup), 11);
    });
  });
});
