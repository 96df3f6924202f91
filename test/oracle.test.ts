import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rowsOf } from "../data/table.ts";
import { type Run, run } from "../pipeline/run.ts";

// R's numbers for a made study of 24 subjects, 48 assays in duplicate and 4 samples each, with omitted wells. R works on dCt,
// deltact on log2 expression = -dCt: estimates change their sign, and so does which limit of an interval is the lower one.

const oracle = new URL("../../shared/oracle/", import.meta.url).pathname;
const [study, fromR] = [join(oracle, "study24"), join(oracle, "study24-from-r", "na")];
const there = existsSync(study) && existsSync(fromR);
const root = mkdtempSync(join(tmpdir(), "deltact-oracle-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Relative; to the oracle's own precision. */
const TOLERANCE = 1e-9;

const studyYaml = `study: oracle
exports: ["cards/*.txt"]
visits: [C1D1, C1D15]
times: [pre, post]
contrasts:
  acute-d1:  { from: [C1D1, pre],  to: [C1D1, post] }
  sustained: { from: [C1D1, pre],  to: [C1D15, pre] }
  acute-d15: { from: [C1D15, pre], to: [C1D15, post] }
outcomes:
  response: { kind: binary, column: response, yes: [CR, CRi], no: [PR, RD, PD] }
quality:    { ct_limit: 60, ct_caution: 60, nondetects: drop }
expression: { normaliser: reference-genes, missing_reference: exclude }
consent: none
`;

type Cells = Record<string, string>;
const read = (file: string) =>
  Papa.parse<Cells>(readFileSync(file, "utf8"), { header: true, skipEmptyLines: true }).data;

/** "ABCB1-Hs90000001_m1": the gene, and what follows it. */
const geneOf = (assay: string) => assay.slice(0, assay.lastIndexOf("-Hs"));

async function analysed(format: "viia7" | "sds"): Promise<Run> {
  const folder = join(root, format);
  mkdirSync(join(folder, "cards"), { recursive: true });
  for (const file of readdirSync(join(study, format)))
    copyFileSync(join(study, format, file), join(folder, "cards", file));
  const references = readFileSync(join(study, "references.txt"), "utf8").trim().split(/\s+/);
  const assays = [...new Set(read(join(fromR, "sample_gene.csv")).map((row) => row.gene!))];
  const csv = (heading: string, rows: readonly string[][]) =>
    `${[heading, ...rows.map((row) => row.join(","))].join("\n")}\n`;
  const panel = assays.map((assay) => {
    const role = references.includes(assay) ? "reference" : "target";
    return [assay.slice(geneOf(assay).length + 1), geneOf(assay), role, role];
  });
  const samples = read(join(study, "samples.csv")).map(({ sample, subject, timepoint, card }) => {
    const [visit, time] = timepoint!.split("_");
    return [sample!, subject!, visit!, time!.toLowerCase(), time === "PRE" ? "0" : "3", card!];
  });
  const subjects = read(join(study, "clinical.csv")).map((row) => [row.subject!, row.best_response!]);
  writeFileSync(join(folder, "study.yaml"), studyYaml);
  writeFileSync(join(folder, "panel.csv"), csv("assay_id,gene,category,role", panel));
  writeFileSync(join(folder, "samples.csv"), csv("sample,subject,visit,time,hours,card", samples));
  writeFileSync(join(folder, "subjects.csv"), csv("subject,response", subjects));
  return run(folder);
}

type Found = Readonly<Record<string, unknown>>;

/** The rows of a table by some of their columns. */
function keyed(result: Run, table: string, ...columns: string[]): Map<string, Found> {
  const rows = [...rowsOf(result.table(table))] as Found[];
  return new Map(rows.map((row) => [columns.map((name) => row[name]).join(" | "), row]));
}

/** What R has as a number; undefined where it has none. */
function number(cell: string | undefined): number | undefined {
  return cell === undefined || cell === "" || cell === "NA" ? undefined : Number(cell);
}

/** Collects deviations and tells the worst, so that a failure says how much was off, and where first. */
class Comparison {
  compared = 0;
  private readonly off: string[] = [];

  /** `wanted`: numbers of which one must be met; nothing is compared where R has none. */
  near(where: string, got: unknown, wanted: readonly (number | undefined)[], sign = 1, absolute = 0): void {
    const known = wanted.filter((one) => one !== undefined);
    if (known.length === 0) return;
    this.compared++;
    const value = typeof got === "number" ? sign * got : Number.NaN;
    const near = (one: number) =>
      Math.abs(value - one) <= Math.max(absolute, TOLERANCE * Math.max(Math.abs(one), Math.abs(value)));
    if (!known.some(near)) this.off.push(`${where}: ${got}, R ${known.join(" or ")}`);
  }

  /** `least`: so many numbers R must have had. */
  expect(least: number): void {
    expect(this.off.slice(0, 5), `${this.off.length} of ${this.compared} are off`).toEqual([]);
    expect(this.compared).toBeGreaterThanOrEqual(least);
  }
}

const contrasts: Readonly<Record<string, string>> = {
  d1_post_vs_pre: "acute-d1",
  d15pre_vs_d1pre: "sustained",
  d15_post_vs_pre: "acute-d15",
};

describe.skipIf(!there)(`R's numbers for study24 (skipped where ${oracle} is absent)`, () => {
  let viia7: Run;
  beforeAll(async () => {
    viia7 = await analysed("viia7");
  });

  test("expression: Ct, reference Ct, dCt, 2^-dCt and SD of every sample and gene", () => {
    const got = keyed(viia7, "expression", "sample", "gene");
    const comparison = new Comparison();
    const gaps: string[] = [];
    const rows = read(join(fromR, "sample_gene.csv"));
    for (const row of rows) {
      const where = `${row.sample} | ${geneOf(row.gene!)}`;
      const cell = got.get(where)!;
      const dct = number(row.dct);
      if (dct === undefined && cell.delta_ct !== undefined) gaps.push(where);
      comparison.near(`${where} ct`, cell.ct, [number(row.ct_mean)]);
      comparison.near(`${where} reference_ct`, dct === undefined ? undefined : cell.reference_ct, [
        dct === undefined ? undefined : number(row.ref_mean),
      ]);
      // Ct up to 40 cancel in dCt: a dCt of 0 is met to 1e-13 cycles, the rounding of a sum of a dozen Ct.
      comparison.near(`${where} delta_ct`, cell.delta_ct, [dct], 1, 1e-13);
      comparison.near(`${where} expression`, cell.expression, [number(row.rq)]);
      comparison.near(`${where} delta_ct_sd`, cell.delta_ct_sd, [number(row.sd_dct_tech)]);
    }
    expect(gaps, "a dCt where R has none").toEqual([]);
    expect(rows).toHaveLength(24 * 4 * 48);
    comparison.expect(4 * 24 * 4 * 48); // five numbers a cell, fewer where nothing was detected
  });

  test("change: signed-rank and paired t of every contrast and target", () => {
    const got = keyed(viia7, "change-tests", "contrast", "gene", "method");
    const comparison = new Comparison();
    for (const row of read(join(fromR, "paired_tests.csv"))) {
      if (number(row.p_t) === undefined) continue;
      const key = `${contrasts[row.contrast!]} | ${geneOf(row.gene!)}`;
      const ranks = got.get(`${key} | signed-rank`);
      const t = got.get(`${key} | paired-t`);
      // R goes exact without ties only; with ties, its exact p (coin) is as good.
      comparison.near(`${key} p`, ranks?.p, [number(row.p_w_default), number(row.p_w_exact_ties)]);
      comparison.near(`${key} V`, ranks && Number(ranks.n) * (Number(ranks.n) + 1) * 0.5 - Number(ranks.statistic), [
        Number(row.n_nonzero) === Number(row.n) ? number(row.V) : undefined,
      ]);
      comparison.near(`${key} estimate`, ranks?.estimate, [number(row.hl_walsh)], -1, 1e-12);
      comparison.near(`${key} t p`, t?.p, [number(row.p_t)]);
      comparison.near(`${key} t`, t?.statistic, [number(row.t)], -1);
      comparison.near(`${key} mean`, t?.estimate, [number(row.mean_diff)], -1, 1e-12);
      comparison.near(`${key} low`, t?.low, [number(row.t_hi)], -1, 1e-12);
      comparison.near(`${key} high`, t?.high, [number(row.t_lo)], -1, 1e-12);
      comparison.near(`${key} pairs`, t?.n, [number(row.n)]);
    }
    comparison.expect(3 * 42 * 9); // contrasts, targets, numbers
  });

  test("association: rank-sum and AUC of every target at C1D1 pre and of its changes", () => {
    const got = keyed(viia7, "association", "at", "gene", "method");
    const comparison = new Comparison();
    const places: Readonly<Record<string, string>> = {
      baseline_dct: "C1D1 pre",
      ddct_d1: "acute-d1",
      ddct_d15pre: "sustained",
      ddct_d15: "acute-d15",
    };
    for (const row of read(join(fromR, "assoc_response.csv"))) {
      if (number(row.p_w_default) === undefined) continue;
      const key = `${places[row.predictor!]} | ${geneOf(row.gene!)}`;
      const ranks = got.get(`${key} | rank-sum`);
      const area = got.get(`${key} | auc`);
      comparison.near(`${key} p`, ranks?.p, [number(row.p_w_default), number(row.p_w_exact_ties)]);
      comparison.near(`${key} estimate`, ranks?.estimate, [number(row.hl_median)], -1, 1e-12);
      comparison.near(`${key} responders`, ranks?.n_1, [number(row.n_resp)]);
      comparison.near(`${key} others`, ranks?.n_0, [number(row.n_non)]);
      comparison.near(`${key} AUC`, 1 - Number(area?.estimate), [number(row.auc)]);
      comparison.near(`${key} C`, 1 - Number(ranks?.concordance), [number(row.auc)]);
      const inside = (cell: string | undefined) => {
        const limit = number(cell);
        return limit !== undefined && limit > 0 && limit < 1 ? limit : undefined;
      };
      comparison.near(`${key} AUC low`, 1 - Number(area?.low), [inside(row.auc_hi)]);
      comparison.near(`${key} AUC high`, 1 - Number(area?.high), [inside(row.auc_lo)]);
    }
    comparison.expect(4 * 42 * 7); // places, targets, numbers; an interval's end at 0 or 1 is cut
  });

  test("the same cards as SDS 2.3, whose Ct have 8 digits: dCt within what R's 3 decimals allow", async () => {
    // R's Ct are rounded to 0.001: each is off by at most 0.0005 cycles, and so is a mean of any number of them, of
    // replicates and of references. dCt is the difference of two such means: at most 0.001 off, and ours 1e-6 more.
    // The error of one Ct is uniform, of variance 0.001^2 / 12; of dCt over 2 wells and 6 references of 2 wells at most
    // (1/2 + 1/12) of it where all wells are there: 2.2e-4 cycles in the root mean square.
    const got = keyed(await analysed("sds"), "expression", "sample", "gene");
    let [worst, squares, compared] = [0, 0, 0];
    for (const row of read(join(fromR, "sample_gene.csv"))) {
      const dct = number(row.dct);
      if (dct === undefined) continue;
      const { delta_ct, expression } = got.get(`${row.sample} | ${geneOf(row.gene!)}`)! as Record<string, number>;
      const off = Math.abs(delta_ct! - dct);
      worst = Math.max(worst, off);
      squares += off ** 2;
      compared++;
      expect(Math.abs(expression! / 2 ** -delta_ct! - 1)).toBeLessThan(1e-14);
    }
    expect(compared).toBeGreaterThan(4000);
    expect(worst).toBeLessThan(1.001e-3);
    expect(Math.sqrt(squares / compared)).toBeLessThan(2.5e-4);
  });
});
