import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { position } from "../data/card.ts";
import { Chance } from "../data/chance.ts";
import { rowsOf } from "../data/table.ts";
import { run } from "../pipeline/run.ts";
import { checks } from "../stages/checks/index.ts";
import { normalisers } from "../stages/normalisers/index.ts";

// Small studies, written as QuantStudio text and run from their folder as a user's would be.

const root = mkdtempSync(join(tmpdir(), "deltact-stages-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Cycles; null is undetermined, "" a blank cell. */
type Ct = number | null | "";

interface Well {
  readonly card: string;
  readonly well: number;
  readonly sample: string;
  readonly assay: string;
  readonly ct: Ct;
  readonly omitted?: boolean;
  /** The vendor's own mean; any number, where it must not be used. */
  readonly mean?: number;
  readonly flagged?: boolean;
  readonly amp?: number;
  readonly confidence?: number;
  readonly threshold?: number;
  readonly automatic?: boolean;
}

interface Listed {
  readonly sample: string;
  readonly subject: string;
  readonly visit?: string;
  readonly time?: string;
}

interface Study {
  /** "R1 R2": the reference genes. */
  readonly references: string;
  readonly targets: string;
  /** By gene, ct_min and ct_max. */
  readonly limits?: Readonly<Record<string, readonly [number, number]>>;
  /** By subject, the response. */
  readonly subjects: Readonly<Record<string, string>>;
  readonly samples: readonly Listed[];
  readonly wells: readonly Well[];
}

const settingsYaml = `study: made
exports: ["cards/*.txt"]
visits: [D1, D15]
times: [pre, post]
contrasts:
  acute:     { from: [D1, pre], to: [D1, post] }
  sustained: { from: [D1, pre], to: [D15, pre] }
  total:     { from: [D1, pre], to: [D15, post] }
outcomes:
  response: { kind: binary, column: response, yes: [CR], no: [PD] }
consent: none
`;

const headings =
  "Well\tWell Position\tOmit\tSample Name\tTarget Name\tTask\tCT\tCt Mean\tEXPFAIL\tAmp Score\tCq Conf\tCt Threshold\tAutomatic Baseline";

function exportOf(card: string, wells: readonly Well[]): string {
  const rows = wells.map(({ well, omitted = false, sample, assay, ct, mean = "", flagged, ...more }) => {
    const cells = [well, position(well, 24), omitted, sample, assay, "UNKNOWN", ct ?? "Undetermined", mean];
    const read = [more.amp, more.confidence, more.threshold, more.automatic].map((cell) => cell ?? "");
    return [...cells, flagged ? "Y" : "N", ...read].join("\t");
  });
  return [`* Experiment Barcode = ${card}`, "", "[Results]", headings, ...rows, "", ""].join("\r\n");
}

/** How the files are named and ordered: nothing of it may matter. */
interface Order {
  readonly shuffle: <T>(things: readonly T[]) => readonly T[];
  readonly fileOf: (card: string) => string;
}
const plain: Order = { shuffle: (things) => things, fileOf: (card) => card };

function folderOf(study: Study, { shuffle, fileOf }: Order = plain, settings = ""): string {
  const folder = mkdtempSync(join(root, "study-"));
  mkdirSync(join(folder, "cards"));
  const csv = (name: string, heading: string, rows: readonly (readonly string[])[]) =>
    writeFileSync(join(folder, name), `${[heading, ...rows.map((row) => row.join(","))].join("\n")}\n`);
  const gene = (role: string) => (name: string) => [
    "",
    name,
    `set of ${name}`,
    role,
    ...(study.limits?.[name] ?? ["", ""]).map(String),
  ];
  writeFileSync(join(folder, "study.yaml"), `${settingsYaml}${settings}`);
  csv("panel.csv", "assay_id,gene,category,role,ct_min,ct_max", [
    ...study.references.split(" ").map(gene("reference")),
    ...study.targets.split(" ").map(gene("target")),
  ]);
  csv("subjects.csv", "subject,response", shuffle(Object.entries(study.subjects)));
  const samples = study.samples.map(({ sample, subject, visit = "D1", time = "pre" }) => {
    return [sample, subject, visit, time, subject === "" ? "" : time === "pre" ? "0" : "3"];
  });
  csv("samples.csv", "sample,subject,visit,time,hours", shuffle(samples));
  for (const card of new Set(study.wells.map((well) => well.card))) {
    const wells = shuffle(study.wells.filter((well) => well.card === card));
    writeFileSync(join(folder, "cards", `${fileOf(card)}.txt`), exportOf(card, wells));
  }
  return folder;
}

type Cells = Readonly<Record<string, string | number | boolean | undefined>>;

/** Runs a study; its tables as rows. */
async function analysed(study: Study) {
  const folder = folderOf(study);
  const { table } = await run(folder);
  rmSync(folder, { recursive: true });
  const rows = (name: string) => [...rowsOf(table(name))] as Cells[];
  return Object.fromEntries(
    ["wells", "quality", "expression", "change", "change-tests", "association"].map((name) => [name, rows(name)]),
  ) as Record<"wells" | "quality" | "expression" | "change" | "change-tests" | "association", Cells[]>;
}

/** Rows by some of their columns. */
const keyed = (rows: readonly Cells[], ...columns: string[]) =>
  new Map(rows.map((row) => [columns.map((name) => row[name]).join(" "), row]));

/** Wells of one card, numbered in the order given: of each sample and assay the Ct of its wells. */
function wellsOf(card: string, cells: readonly (readonly [sample: string, assay: string, ...cts: Ct[]])[]): Well[] {
  let well = 0;
  return cells.flatMap(([sample, assay, ...cts]) => cts.map((ct) => ({ card, well: ++well, sample, assay, ct })));
}

function near(got: unknown, want: number | string | boolean | undefined, where: string): void {
  if (typeof want !== "number") expect(got, where).toBe(want);
  else {
    expect(got, where).toBeTypeOf("number");
    expect(Math.abs((got as number) - want), `${where}: ${got}, not ${want}`).toBeLessThan(
      1e-11 * (1 + Math.abs(want)),
    );
  }
}

describe("a study computed by hand", () => {
  // A has all four samples with replicates; B and C two with single wells; D one. The Ct limit is 40.
  const cards: Readonly<Record<string, readonly (readonly [string, string, ...Ct[]])[]>> = {
    CA: [
      ...([
        ["A1", "R1", 18, 18.4],
        ["A1", "R2", 22, 22.2],
        ["A1", "T1", 25, 25.2],
        ["A1", "T2", 41.2, 40.5],
      ] as const),
      ...([
        ["A1", "T3", null, 30],
        ["A2", "R1", 17, 17.1, 17.2],
        ["A2", "R2", 23.1, 30],
        ["A2", "T1", 23.9, 24.1],
      ] as const),
      ...([
        ["A2", "T2", null, null],
        ["A2", "T3", 29, 29.5],
        ["A3", "R1", 18, 18],
        ["A3", "R2", 22, 22],
      ] as const),
      ...([
        ["A3", "T1", 25, 26],
        ["A3", "T2", 39.9, 40],
        ["A3", "T3", "", ""],
        ["A4", "R1", null, null],
      ] as const),
      ...([
        ["A4", "R2", 22, 22],
        ["A4", "T1", 25, 25],
        ["A4", "T2", null, null],
        ["A4", "T3", 31, 31],
      ] as const),
    ],
    CB: [
      ...([
        ["B1", "R1", 20],
        ["B1", "R2", 22],
        ["B1", "T1", 27],
        ["B1", "T2", 30],
        ["B1", "T3", null],
      ] as const),
      ...([
        ["B2", "R1", 21],
        ["B2", "R2", 23],
        ["B2", "T1", 26.5],
        ["B2", "T2", 32],
        ["B2", "T3", 33],
      ] as const),
    ],
    CC: [
      ...([
        ["C1", "R1", 19],
        ["C1", "R2", 21],
        ["C1", "T1", 25],
        ["C1", "T2", 28.5],
        ["C1", "T3", 30],
      ] as const),
      ...([
        ["C2", "R1", 20],
        ["C2", "R2", 22],
        ["C2", "T1", 25],
        ["C2", "T2", 29],
        ["C2", "T3", null],
      ] as const),
      ...([
        ["D1", "R1", 20],
        ["D1", "R2", 20],
        ["D1", "T1", 27],
        ["D1", "T2", 31],
        ["D1", "T3", 36],
      ] as const),
    ],
  };
  const listed = (sample: string, visit: string, time: string) => ({ sample, subject: sample[0]!, visit, time });
  const study: Study = {
    references: "R1 R2",
    targets: "T1 T2 T3",
    subjects: { A: "CR", B: "PD", C: "CR", D: "PD" },
    samples: [
      ...[
        listed("A1", "D1", "pre"),
        listed("A2", "D1", "post"),
        listed("A3", "D15", "pre"),
        listed("A4", "D15", "post"),
      ],
      ...[listed("B1", "D1", "pre"), listed("B2", "D1", "post"), listed("C1", "D1", "pre"), listed("C2", "D1", "post")],
      listed("D1", "D1", "pre"),
    ],
    wells: Object.entries(cards)
      .flatMap(([card, cells]) => wellsOf(card, cells))
      // Left out by the instrument's user: the second well of R2 and both of T3 in A2. The vendor's means are nonsense.
      .map((well) => ({
        ...well,
        mean: 12.345,
        omitted: well.sample === "A2" && (well.ct === 30 || well.assay === "T3"),
      })),
  };
  const result = analysed(study);

  /** Of two wells the variance is half the square of their difference. */
  const two = (difference: number) => difference ** 2 / 2;
  const sd = Math.sqrt;
  // wells averaged, mean Ct, its SD, reference Ct, SD and SE of dCt; dCt and 2^-dCt follow.
  type Some = number | undefined;
  type Hand = readonly [wells: number, ct?: Some, sd?: Some, reference?: Some, dsd?: Some, dse?: Some];
  const A1 = (18.2 + 22.1) / 2; // of the genes R1 and R2; 20.15
  const A2 = (17.1 + 23.1) / 2; // of the genes, 20.1; of its four wells it would be 18.6
  const ofReferences = (two(0.4) + two(0.2)) / 4; // A1: sum of variances / k^2
  const ofMeans = (two(0.4) / 2 + two(0.2) / 2) / 4; // the same of variances of means of two
  const whole: Readonly<Record<string, readonly [state: string, hand: Hand]>> = {
    "A1 R1": ["measured", [2, 18.2, sd(two(0.4)), A1, sd(two(0.4) + ofReferences), sd(two(0.4) / 2 + ofMeans)]],
    "A1 R2": ["measured", [2, 22.1, sd(two(0.2)), A1, sd(two(0.2) + ofReferences), sd(two(0.2) / 2 + ofMeans)]],
    // 0.02 + (0.08 + 0.02) / 4 = 0.045, and 0.01 + (0.04 + 0.01) / 4 = 0.0225 = 0.15^2.
    "A1 T1": ["measured", [2, 25.1, sd(0.02), A1, sd(0.045), 0.15]],
    "A1 T2": ["above-limit", [2, (41.2 + 40.5) / 2, sd(two(0.7)), A1]], // both above: the number is kept, there is no dCt
    "A1 T3": ["measured", [1, 30, undefined, A1]], // one of two amplified: no spread
    "A2 R1": ["measured", [3, 17.1, 0.1, A2]], // R2 is left with one well: no spread of the reference, so none of dCt
    "A2 R2": ["measured", [1, 23.1, undefined, A2]],
    "A2 T1": ["measured", [2, 24, sd(two(0.2)), A2]],
    "A2 T2": ["undetermined", [0, undefined, undefined, A2]],
    "A2 T3": ["excluded", [0, undefined, undefined, A2]],
    "A3 R1": ["measured", [2, 18, 0, 20, 0, 0]],
    "A3 R2": ["measured", [2, 22, 0, 20, 0, 0]],
    "A3 T1": ["measured", [2, 25.5, sd(0.5), 20, sd(0.5), 0.5]],
    "A3 T2": ["measured", [1, 39.9, undefined, 20]], // its other well is at the limit, and is not averaged
    "A3 T3": ["no-result", [0, undefined, undefined, 20]],
    "A4 R1": ["no-reference", [0]],
    "A4 R2": ["no-reference", [2, 22, 0]], // half of the references are missing: raw Ct is kept, and is no dCt
    "A4 T1": ["no-reference", [2, 25, 0]],
    "A4 T2": ["no-reference", [0]],
    "A4 T3": ["no-reference", [2, 31, 0]],
    ...single("B1", 21, { R1: 20, R2: 22, T1: 27, T2: 30, T3: undefined }),
    ...single("B2", 22, { R1: 21, R2: 23, T1: 26.5, T2: 32, T3: 33 }),
    ...single("C1", 20, { R1: 19, R2: 21, T1: 25, T2: 28.5, T3: 30 }),
    ...single("C2", 21, { R1: 20, R2: 22, T1: 25, T2: 29, T3: undefined }),
    ...single("D1", 20, { R1: 20, R2: 20, T1: 27, T2: 31, T3: 36 }),
  };
  function single(sample: string, reference: number, cts: Readonly<Record<string, number | undefined>>) {
    return Object.fromEntries(
      Object.entries(cts).map(([assay, ct]): [string, readonly [string, Hand]] => [
        `${sample} ${assay}`,
        ct === undefined
          ? ["undetermined", [0, undefined, undefined, reference]]
          : ["measured", [1, ct, undefined, reference]],
      ]),
    );
  }

  test("every well is there, as written", async () => {
    const { wells } = await result;
    expect(wells).toHaveLength(study.wells.length);
    const byWell = keyed(wells, "card", "well");
    expect(byWell.get("CA 2")).toEqual({
      ...{ card: "CA", well: 2, position: "A2", sample: "A1", assay: "R1", gene: "R1", task: "UNKNOWN", ct: 18.4 },
      ...{ state: "measured", flags: undefined, omitted: false, file: "cards/CA.txt", line: 6, as_written: "18.4" },
    });
    study.wells.forEach(({ card, well, sample, assay, ct, omitted }) => {
      expect(byWell.get(`${card} ${well}`)).toMatchObject({
        ...{ sample, assay, omitted, ct: typeof ct === "number" ? ct : undefined, line: well + 4 },
        state: ct === null ? "undetermined" : ct === "" ? "no-result" : "measured",
        as_written: ct === null ? "Undetermined" : ct === "" ? undefined : String(ct),
      });
    });
  });

  test("every cell of expression", async () => {
    const { expression } = await result;
    const rows = keyed(expression, "sample", "gene");
    expect([...rows.keys()].sort()).toEqual(Object.keys(whole).sort());
    for (const [cell, [state, [wells, ct, ct_sd, reference, dsd, dse]]] of Object.entries(whole)) {
      const row = rows.get(cell)!;
      const [sample, gene] = cell.split(" ") as [string, string];
      const delta = state === "measured" ? ct! - reference! : undefined;
      const wanted = {
        ...{ state, wells, ct, ct_sd, reference_ct: reference, delta_ct: delta, delta_ct_sd: dsd, delta_ct_se: dse },
        expression: delta === undefined ? undefined : 2 ** -delta,
        log2_expression: delta === undefined ? undefined : -delta,
        reference_genes: sample === "A4" ? 1 : 2,
        ...{ subject: sample[0], assay: gene, category: `set of ${gene}` },
        role: gene.startsWith("R") ? "reference" : "target",
        visit: sample === "A3" || sample === "A4" ? "D15" : "D1",
        time: /[24]/.test(sample) ? "post" : "pre",
      };
      expect(Object.keys(row).sort()).toEqual([...Object.keys(wanted), "sample", "gene", "hours"].sort());
      for (const [column, want] of Object.entries(wanted)) near(row[column], want, `${cell} ${column}`);
    }
  });

  test("hours are a number, as the dictionary says", async () => {
    const { expression } = await result;
    expect(expression.map((row) => row.hours)).toEqual(expression.map((row) => (row.time === "pre" ? 0 : 3)));
  });

  test("every change", async () => {
    const { change } = await result;
    const limit = (reference: number) => 40 - reference;
    // dCt before less dCt after, of the cells above.
    const wanted: Readonly<Record<string, readonly [state: string, value?: number]>> = {
      "A acute T1": ["measured", 25.1 - A1 - (24 - A2)], // 4.95 - 3.9
      "A acute T2": ["not-detected"],
      "A acute T3": ["excluded"],
      "B acute T1": ["measured", 27 - 21 - (26.5 - 22)], // 6 - 4.5
      "B acute T2": ["measured", 30 - 21 - (32 - 22)], // 9 - 10
      "B acute T3": ["at-least", limit(21) - (33 - 22)], // 19 - 11
      "C acute T1": ["measured", 25 - 20 - (25 - 21)], // 5 - 4
      "C acute T2": ["measured", 28.5 - 20 - (29 - 21)], // 8.5 - 8
      "C acute T3": ["at-most", 30 - 20 - limit(21)], // 10 - 19
      "A sustained T1": ["measured", 25.1 - A1 - (25.5 - 20)], // 4.95 - 5.5
      "A sustained T2": ["at-least", limit(A1) - (39.9 - 20)], // 19.85 - 19.9: a bound below 0
      "A sustained T3": ["no-result"],
      "A total T1": ["no-reference"],
      "A total T2": ["no-reference"],
      "A total T3": ["no-reference"],
    };
    expect(change).toHaveLength(4 * 3 * 3);
    for (const row of change) {
      const where = `${row.subject} ${row.contrast} ${row.gene}`;
      const [state, value] = wanted[where] ?? ["no-sample"];
      near(row.state, state, where);
      near(row.log2_change, state === "measured" ? value : undefined, `${where} log2_change`);
      near(row.fold_change, state === "measured" ? 2 ** value! : undefined, `${where} fold_change`);
      near(row.log2_at_least, state === "at-least" ? value : undefined, `${where} log2_at_least`);
      near(row.log2_at_most, state === "at-most" ? value : undefined, `${where} log2_at_most`);
    }
  });

  // Of the changes that are measured: acute T1 lacks a replicate of R2 in A2; B and C have none. 0.0225 + 0.25.
  const technical: readonly (readonly [string, number])[] = [["A sustained T1", sd(0.15 ** 2 + 0.5 ** 2)]];
  test("the technical error of a change: both samples' replicates, of target and references", async () => {
    const { change } = await result;
    const known = change.filter((row) => row.change_se !== undefined);
    expect(known.map((row) => `${row.subject} ${row.contrast} ${row.gene}`)).toEqual(technical.map(([where]) => where));
    technical.forEach(([where, se], at) => {
      const row = known[at]!;
      near(row.change_se, se, where);
      near(row.fold_change_low, Number(row.fold_change) * 2 ** (-1.96 * se), `${where} low`);
      near(row.fold_change_high, Number(row.fold_change) * 2 ** (1.96 * se), `${where} high`);
    });
    for (const row of change.filter((one) => one.change_se === undefined))
      expect([row.fold_change_low, row.fold_change_high]).toEqual([undefined, undefined]);
  });

  test("the tests of change", async () => {
    const rows = keyed((await result)["change-tests"], "contrast", "gene", "method");
    // Three tests each; and in total T2, where A4 has no reference, A1 alone counts and was not detected: 0 of 1.
    expect(rows.size).toBe(3 * 3 * 3 + 1);
    expect(rows.get("total T2 mcnemar-exact")).toMatchObject({ n: 0, caveat: expect.stringMatching(/^0 pairs/) });
    const expectRow = (name: string, wanted: Readonly<Record<string, number | boolean | undefined>>) => {
      for (const [column, want] of Object.entries(wanted)) near(rows.get(name)![column], want, `${name} ${column}`);
    };
    // 1.05, 1.5, 1: all up, p = 2 / 2^3. Means of pairs 1 1.025 1.05 1.25 1.275 1.5: their median 1.15. q = 0.25 * 3 / 1.
    expectRow("acute T1 signed-rank", { n: 3, exact: true, statistic: 6, p: 0.25, estimate: 1.15, q: 0.75 });
    // Mean 3.55 / 3; with 2 degrees of freedom the two-sided p of t is 1 - t / sqrt(t^2 + 2).
    const mean = 3.55 / 3;
    const t = mean / Math.sqrt(((1.05 - mean) ** 2 + (1.5 - mean) ** 2 + (1 - mean) ** 2) / 2 / 3);
    expectRow("acute T1 paired-t", { n: 3, statistic: t, estimate: mean, p: 1 - t / Math.sqrt(t * t + 2) });
    // -1 and 0.5: the smaller is up, V = 1, p = 2 * 2 / 4.
    expectRow("acute T2 signed-rank", { n: 2, statistic: 1, p: 1, estimate: -0.25, q: 1 });
    // Bounds 8 and -9 enter as they are: V = 1 and the means 8, -0.5, -9. There is no number for the t-test.
    expectRow("acute T3 signed-rank", { n: 2, statistic: 1, p: 1, estimate: -0.5, q: 1 });
    expectRow("acute T3 paired-t", { n: 0, p: undefined, estimate: undefined });
    expect(rows.get("acute T1 signed-rank")!.caveat).toMatch(/one gene alone cannot reach q 0\.05/);
    expect(rows.get("acute T1 signed-rank")!.family).toBe("signed-rank, 3 genes in 3 contrasts: 3 tests");
    // One pair is not tested.
    expectRow("sustained T1 signed-rank", { n: 1, p: undefined, q: undefined, estimate: undefined });
  });

  test("the association with response", async () => {
    const rows = keyed((await result).association, "at", "gene", "method");
    expect(rows.size).toBe((4 + 3) * 3 * 5);
    const expectRow = (name: string, wanted: Readonly<Record<string, number | boolean | undefined>>) => {
      for (const [column, want] of Object.entries(wanted)) near(rows.get(name)![column], want, `${name} ${column}`);
    };
    // log2 expression of A and C -4.95 -5, of B and D -6 -7: apart, p = 2 / choose(4, 2). Differences 1 1.05 2 2.05.
    const counts = { n: 4, n_1: 2, n_0: 2 };
    expectRow("D1 pre T1 rank-sum", {
      ...counts,
      exact: true,
      statistic: 4,
      p: 1 / 3,
      estimate: (1.05 + 2) / 2,
      q: 0.5,
    });
    expectRow("D1 pre T1 auc", { ...counts, estimate: 1, concordance: 1, p: undefined });
    // A was not detected, below all; C -8.5 is above B -9 and D -11: W = 2 of 4.
    expectRow("D1 pre T2 rank-sum", { ...counts, statistic: 2, p: 1, concordance: 0.5, q: 1 });
    expectRow("D1 pre T2 auc", { estimate: 0.5 });
    // A -9.85 and C -10 above D -16 and B, not detected: q = 1/3 * 3 / 2.
    expectRow("D1 pre T3 rank-sum", { ...counts, statistic: 4, p: 1 / 3, concordance: 1, q: 0.5 });
    expect(rows.get("D1 pre T1 rank-sum")!.family).toBe(
      "rank-sum, response, 3 genes at 7 times and contrasts: 3 tests",
    );
    // After the dose there is one without response: no comparison.
    expectRow("D1 post T1 rank-sum", {
      n: 3,
      n_1: 2,
      n_0: 1,
      p: undefined,
      estimate: undefined,
      concordance: undefined,
    });
  });
});

describe("c-myc and GAPDH in brain and kidney, as Livak and Schmittgen published them (Methods 25:402-408, 2001)", () => {
  const tissues = (cts: Readonly<Record<string, readonly number[]>>): Study => ({
    references: "GAPDH",
    targets: "c-myc",
    subjects: { mouse: "" },
    samples: [
      { sample: "brain", subject: "mouse", time: "pre" },
      { sample: "kidney", subject: "mouse", time: "post" },
    ],
    wells: wellsOf(
      "L",
      Object.entries(cts).map(([cell, values]) => [cell.split(" ")[0]!, cell.split(" ")[1]!, ...values] as const),
    ),
  });

  test("in separate tubes: ddCt -2.495, 5.637-fold", async () => {
    const { expression, change } = await analysed(
      tissues({
        "brain c-myc": [30.72, 30.34, 30.58, 30.34, 30.5, 30.43],
        "brain GAPDH": [23.7, 23.56, 23.47, 23.65, 23.69, 23.68],
        "kidney c-myc": [27.06, 27.03, 27.03, 27.1, 26.99, 26.94],
        "kidney GAPDH": [22.76, 22.61, 22.62, 22.6, 22.61, 22.76],
      }),
    );
    const rows = keyed(expression, "sample", "gene");
    // The paper's table: mean and SD of each, and dCt with its SD.
    const printed: [string, string, string, string, string][] = [
      ["brain", "30.49", "0.15", "6.86", "0.17"],
      ["kidney", "27.03", "0.06", "4.37", "0.10"],
    ];
    for (const [tissue, ct, sd, delta, spread] of printed) {
      const row = rows.get(`${tissue} c-myc`)! as Record<string, number>;
      const off = (column: string, text: string) => Math.abs(row[column]! - Number(text));
      for (const [column, text] of Object.entries({ ct, ct_sd: sd, delta_ct: delta, delta_ct_sd: spread }))
        expect(off(column, text), `${tissue} ${column}: ${row[column]}, printed ${text}`).toBeLessThan(0.0055);
    }
    expect(Number(change[0]!.log2_change).toFixed(4)).toBe("2.4950");
    expect(Number(change[0]!.fold_change).toFixed(3)).toBe("5.637");
  });

  test("in the same tube: dCt 6.99667 and 4.46667, 5.7757-fold", async () => {
    const { expression, change } = await analysed(
      tissues({
        "brain c-myc": [32.38, 32.08, 32.35, 32.08, 32.34, 32.13],
        "brain GAPDH": [25.07, 25.29, 25.32, 25.24, 25.17, 25.29],
        "kidney c-myc": [28.73, 28.84, 28.51, 28.86, 28.86, 28.7],
        "kidney GAPDH": [24.3, 24.32, 24.31, 24.25, 24.34, 24.18],
      }),
    );
    const rows = keyed(expression, "sample", "gene");
    expect(Number(rows.get("brain c-myc")!.delta_ct).toFixed(5)).toBe("6.99667");
    expect(Number(rows.get("kidney c-myc")!.delta_ct).toFixed(5)).toBe("4.46667");
    expect(Number(change[0]!.fold_change).toFixed(4)).toBe("5.7757");
  });
});

describe("what must not matter, and what must, in random studies", () => {
  const moments = [
    ["D1", "pre"],
    ["D1", "post"],
    ["D15", "pre"],
    ["D15", "post"],
  ] as const;

  /** A card a subject, samples in no order on it; one or two wells an assay. `unseen`: share of undetermined target wells. */
  function random(seed: number, references: number, targets: number, people: number, unseen: number): Study {
    const chance = new Chance(seed, 0);
    const genes = [...Array.from({ length: references }, (_, i) => `R${i + 1}`)];
    const wanted = Array.from({ length: targets }, (_, i) => `T${i + 1}`);
    const subjects = Array.from({ length: people }, (_, i) => `S${i + 1}`);
    const samples: Listed[] = [];
    const wells: Well[] = [];
    subjects.forEach((subject, who) => {
      const own = moments.map(([visit, time]) => ({ sample: `n${chance.below(1e9)}`, subject, visit, time }));
      samples.push(...own);
      let well = 0;
      for (const { sample } of chance.shuffled(own)) {
        for (const assay of chance.shuffled([...genes, ...wanted])) {
          const level = assay.startsWith("R") ? 20 : 27;
          for (let copy = chance.below(2); copy < 2; copy++) {
            const ct = Number((level + 2 * chance.normal()).toFixed(3));
            const lost = !assay.startsWith("R") && chance.uniform() < unseen;
            wells.push({ card: `card ${who + 1}`, well: ++well, sample, assay, ct: lost ? null : ct });
          }
        }
      }
    });
    return {
      references: genes.join(" "),
      targets: wanted.join(" "),
      subjects: Object.fromEntries(subjects.map((subject, who) => [subject, who % 2 === 0 ? "CR" : "PD"])),
      samples: chance.shuffled(samples),
      wells,
    };
  }

  const seed = fc.integer({ min: 0, max: 1e6 });
  const few = { numRuns: 25 };
  const studies = (unseen: number) =>
    fc
      .tuple(seed, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 7 }))
      .map(([seed, references, targets, people]) => random(seed, references, targets, people, unseen));
  const property = <T>(study: fc.Arbitrary<T>, holds: (study: T) => Promise<void>, runs: { numRuns: number } = few) =>
    fc.assert(fc.asyncProperty(study, holds), runs);

  const deltas = (rows: readonly Cells[]) =>
    new Map([...keyed(rows, "sample", "gene")].map(([key, row]) => [key, row.delta_ct as number | undefined]));
  /** p and statistic of the rank tests, which are exact or nothing; and the areas. */
  const ranks = (result: Awaited<ReturnType<typeof analysed>>) =>
    [...result["change-tests"], ...result.association]
      .filter((row) => /^(signed-rank|rank-sum|auc)$/.test(String(row.method)))
      .map(({ contrast, at, gene, method, exact, n, statistic, p, q, concordance, estimate }) => ({
        ...{ where: `${contrast ?? at} ${gene} ${method}`, exact, n, statistic, p, q, concordance },
        area: method === "auc" ? estimate : undefined,
      }));
  const change = (study: Study, wanted: (well: Well) => boolean, by: number): Study => ({
    ...study,
    wells: study.wells.map((well) =>
      wanted(well) && typeof well.ct === "number" ? { ...well, ct: Number((well.ct + by).toFixed(3)) } : well,
    ),
  });

  test("the mean dCt of the reference genes is 0 in every sample", () =>
    property(studies(0.1), async (study) => {
      const sums = new Map<unknown, number>();
      for (const row of (await analysed(study)).expression)
        if (row.role === "reference") sums.set(row.sample, (sums.get(row.sample) ?? 0) + Number(row.delta_ct));
      expect(sums.size).toBe(study.samples.length);
      for (const sum of sums.values()) expect(Math.abs(sum)).toBeLessThan(1e-12 * 100);
    }));

  test("a constant added to all Ct of a sample changes no dCt and no test", () =>
    property(studies(0), async (study) => {
      const { sample } = study.samples[0]!;
      const before = await analysed(study);
      const after = await analysed(change(study, (well) => well.sample === sample, 1.737));
      const was = deltas(before.expression);
      for (const [key, delta] of deltas(after.expression)) expect(Math.abs(delta! - was.get(key)!)).toBeLessThan(1e-11);
      expect(ranks(after)).toEqual(ranks(before));
    }));

  test("one more cycle of a target halves its expression, and nothing else", () =>
    property(studies(0.1), async (study) => {
      const { sample } = study.samples[0]!;
      const before = keyed((await analysed(study)).expression, "sample", "gene");
      const later = change(study, (well) => well.sample === sample && well.assay === "T1", 1);
      for (const [key, row] of keyed((await analysed(later)).expression, "sample", "gene")) {
        const was = before.get(key)!;
        if (key !== `${sample} T1`) expect(row).toEqual(was);
        else if (was.state !== "measured") expect(row.state).toBe(was.state);
        else expect(Math.abs(Number(row.expression) / Number(was.expression) - 0.5)).toBeLessThan(1e-11);
      }
    }));

  test("k more cycles of one of m references lower dCt by k / m", () =>
    property(studies(0.1), async (study) => {
      const [sample, k, m] = [study.samples[0]!.sample, 0.9, study.references.split(" ").length];
      const was = deltas((await analysed(study)).expression);
      const later = change(study, (well) => well.sample === sample && well.assay === "R1", k);
      for (const [key, delta] of deltas((await analysed(later)).expression)) {
        if (delta === undefined) expect(was.get(key)).toBeUndefined();
        else {
          const moved = !key.startsWith(`${sample} `) ? 0 : key.endsWith(" R1") ? k - k / m : -k / m;
          expect(Math.abs(delta - was.get(key)! - moved)).toBeLessThan(1e-11);
        }
      }
    }));

  const each: Readonly<Record<string, string>> = {
    "reference-genes": "",
    "single-gene": "expression: { normaliser: single-gene, reference_gene: R1 }",
    "global-mean": "expression: { normaliser: global-mean, common_rate: 0.8 }",
    efficiency: "expression: { normaliser: efficiency }",
    quantile: "expression: { normaliser: quantile }",
  };
  test("every normaliser is put to the test of order", () => {
    expect(Object.keys(each)).toEqual(normalisers.map(({ name }) => name));
  });
  test.each(Object.keys(each))(
    "the order of files, of their rows, of samples and of subjects changes no byte: %s",
    (name) =>
      property(
        fc.tuple(studies(0.1), seed),
        async ([study, seed]) => {
          const chance = new Chance(seed, 1);
          const other: Order = {
            shuffle: (things) => chance.shuffled(things),
            fileOf: (card) => `${String(9 - Number(card.slice(5)))} of another name`,
          };
          const bytes = async (order: Order) => {
            const folder = folderOf(study, order, each[name]);
            const { folder: made } = await run(folder, { out: join(folder, "out") });
            const files = ["expression", "change", "change-tests", "association"].map((name) =>
              readFileSync(join(made!.path, `${name}.csv`), "utf8"),
            );
            rmSync(folder, { recursive: true });
            return files;
          };
          expect(await bytes(other)).toEqual(await bytes(plain));
        },
        name === "reference-genes" ? few : { numRuns: 8 },
      ),
  );

  test("the order of the panel changes no number", () =>
    property(studies(0.1), async (study) => {
      const turned = (genes: string) => genes.split(" ").reverse().join(" ");
      const other = await analysed({ ...study, references: turned(study.references), targets: turned(study.targets) });
      const same = await analysed(study);
      expect(deltas(other.expression)).toEqual(deltas(same.expression));
      const sorted = (result: Awaited<ReturnType<typeof analysed>>) =>
        ranks(result).sort((a, b) => (a.where < b.where ? -1 : 1));
      expect(sorted(other)).toEqual(sorted(same));
    }));

  test("the card of another subject changes no dCt, to the bit, even where a reference is estimated", () =>
    property(studies(0.1), async (whole) => {
      // The first subject's first sample lacks one of its references; with three or more it is estimated.
      const { sample } = whole.samples.find(({ subject }) => subject === "S1")!;
      const study = {
        ...whole,
        wells: whole.wells.map((well) =>
          well.sample === sample && well.assay === "R1" ? { ...well, ct: null } : well,
        ),
      };
      const last = Object.keys(study.subjects).at(-1)!;
      const without = {
        ...study,
        samples: study.samples.filter(({ subject }) => subject !== last),
        wells: study.wells.filter((well) => well.card !== `card ${last.slice(1)}`),
      };
      const all = deltas((await analysed(study)).expression);
      const fewer = deltas((await analysed(without)).expression);
      expect(fewer.size).toBeLessThan(all.size);
      for (const [key, delta] of fewer) expect(Object.is(delta, all.get(key)), key).toBe(true);
    }));

  test("other names of the subjects change no p and no area of the rank tests", () =>
    property(fc.tuple(studies(0.1), seed), async ([study, seed]) => {
      const ids = Object.keys(study.subjects);
      const names = new Map(new Chance(seed, 2).shuffled(ids).map((id, at) => [id, `${"zyxwvut"[at]}-${id}`]));
      const renamed = {
        ...study,
        subjects: Object.fromEntries(ids.map((id) => [names.get(id)!, study.subjects[id]!])),
        samples: study.samples.map((one) => ({ ...one, subject: names.get(one.subject)! })),
      };
      expect(ranks(await analysed(renamed))).toEqual(ranks(await analysed(study)));
    }));

  test("samples are paired by subject, visit and time", () =>
    property(studies(0), async (study) => {
      const { expression, change } = await analysed(study);
      const at = keyed(expression, "subject", "visit", "time", "gene");
      const ends = { acute: "D1 post", sustained: "D15 pre", total: "D15 post" };
      expect(change).toHaveLength(Object.keys(study.subjects).length * 3 * study.targets.split(" ").length);
      for (const { subject, contrast, gene, log2_change } of change) {
        const delta = (moment: string) => Number(at.get(`${subject} ${moment} ${gene}`)!.delta_ct);
        const want = delta("D1 pre") - delta(ends[contrast as keyof typeof ends]);
        expect(Math.abs(Number(log2_change) - want)).toBeLessThan(1e-12);
      }
    }));
});

describe("numbers that a computer gets wrong", () => {
  const pairs = (cts: readonly (readonly [before: number, after: number])[]): Study => ({
    references: "R1",
    targets: "T1",
    subjects: Object.fromEntries(cts.map((_, who) => [`S${who}`, ""])),
    samples: cts.flatMap((_, who) => [
      { sample: `S${who} pre`, subject: `S${who}`, time: "pre" },
      { sample: `S${who} post`, subject: `S${who}`, time: "post" },
    ]),
    wells: wellsOf(
      "C",
      cts.flatMap(([before, after], who) => [
        [`S${who} pre`, "R1", 20.1] as const,
        [`S${who} pre`, "T1", before] as const,
        [`S${who} post`, "R1", 20.1] as const,
        [`S${who} post`, "T1", after] as const,
      ]),
    ),
  });

  test.each([1.1, 0.1])(
    "changes that are all %d but for the last bit have no t: a spread of 1e-15 is none",
    async (fall) => {
      // (27.3 - 20.1) - (26.2 - 20.1) and its like differ in the last bits, by more than the last bits of a small change.
      const cts = [27.3, 28.7, 33.4].map((ct) => [ct, Number((ct - fall).toFixed(3))] as const);
      const { change, ...result } = await analysed(pairs(cts));
      const changes = change.filter((row) => row.contrast === "acute").map((row) => row.log2_change);
      expect(new Set(changes).size).toBeGreaterThan(1);
      const row = keyed(result["change-tests"], "contrast", "method").get("acute paired-t")!;
      expect(row).toMatchObject({ p: undefined, statistic: undefined });
      expect(row.caveat).toContain("all changes are equal");
    },
  );

  test("changes that tie but for the last bit tie in the ranks", async () => {
    const { "change-tests": tests } = await analysed(
      pairs([
        [27.3, 26.2],
        [28.7, 27.6],
        [33.4, 34.5],
      ]),
    );
    // 1.1, 1.1 and -1.1 share the rank 2: V = 4, and it is not exact.
    expect(keyed(tests, "contrast", "method").get("acute signed-rank")).toMatchObject({ statistic: 4, exact: false });
  });

  test("more than 255 wells of one assay in one sample are averaged", async () => {
    // 300 wells, half of them 25 and half 26.
    const many = Array.from({ length: 300 }, (_, at) => 25 + (at % 2));
    const { expression } = await analysed({
      references: "R1",
      targets: "T1",
      subjects: { S: "" },
      samples: [{ sample: "s", subject: "S" }],
      wells: wellsOf("C", [
        ["s", "R1", 20],
        ["s", "T1", ...many],
      ]),
    });
    expect(keyed(expression, "gene").get("T1")).toMatchObject({ wells: 300, ct: 25.5, delta_ct: 5.5 });
  });
});

/** Checks on a whole study, whose cases are in study-checks.test.ts. */
const ofStudies: readonly string[] = ["sample-swap", "confounding", "hours", "consent-dates"];

describe("each check speaks of what it is for, and not of its neighbour", () => {
  // Three samples with one well of each of R1, R2, T1 and T2; of which a1 is changed.
  const cells = { R1: [20], R2: [22], T1: [25], T2: [30] } as const;
  type Edit = Readonly<Partial<Record<string, readonly Ct[]>>>;
  interface Case {
    readonly check: string;
    readonly name: string;
    /** The wells of some assays in a1; an empty list is no well. */
    readonly a1?: Edit;
    /** What is said of every well of a1's T1, or of all wells of the card. */
    readonly t1?: Partial<Well>;
    readonly all?: Partial<Well>;
    /** Further targets in every sample, and further wells. */
    readonly every?: Edit;
    readonly more?: readonly Well[];
    readonly limits?: Study["limits"];
    /** Whose flags they are, if not a1's. */
    readonly of?: string;
    /** The flags of the check: level, scope and what was seen. None: the check is silent. */
    readonly flags?: readonly string[];
  }
  /** Two more cards, with a control that has no Ct in wells 1 to 4. */
  const others = (said: Partial<Well>, assays = ["R1", "R2", "T1", "T2"]) =>
    ["D", "E"].flatMap((card) =>
      wellsOf(
        card,
        assays.map((assay) => ["NTC", assay, null] as const),
      ).map((well) => ({ ...well, ...said })),
    );
  const lost = { R1: [], R2: [], T1: [], T2: [] };
  const cases: readonly Case[] = [
    { check: "omitted", name: "a well left out", t1: { omitted: true }, flags: ["exclude well 25"] },
    { check: "omitted", name: "no well left out", t1: { omitted: false } },
    { check: "blank-ct", name: "a blank Ct", a1: { T1: [""] }, flags: ["caution well undefined"] },
    { check: "blank-ct", name: "undetermined is not blank", a1: { T1: [null] } },
    { check: "ct-limit", name: "at the limit", a1: { T1: [40] }, flags: ["caution well 40"] },
    { check: "ct-limit", name: "just below the limit", a1: { T1: [39.999] }, flags: ["note well 39.999"] },
    { check: "ct-limit", name: "at the caution", a1: { T1: [35] }, flags: ["note well 35"] },
    { check: "ct-limit", name: "just below the caution", a1: { T1: [34.999] } },
    { check: "ct-limit", name: "undetermined is no Ct", a1: { T1: [null] } },
    { check: "instrument-flag", name: "on a well", t1: { flagged: true }, flags: ["note well EXPFAIL"] },
    { check: "instrument-flag", name: "on every well", all: { flagged: true }, flags: ["note card EXPFAIL"] },
    { check: "instrument-flag", name: "on none", all: { flagged: false } },
    { check: "vendor-mean", name: "0.006 off", t1: { mean: 25.006 }, flags: ["caution well 25"] },
    { check: "vendor-mean", name: "0.004 off", t1: { mean: 25.004 } },
    { check: "vendor-mean", name: "of two wells it is not told", a1: { T1: [25, 25.1] }, t1: { mean: 31 } },
    { check: "vendor-mean", name: "of a well left out it is not told", t1: { mean: 31, omitted: true } },
    { check: "vendor-mean", name: "40 for undetermined", a1: { T1: [null] }, t1: { mean: 40 } },
    {
      ...{ check: "vendor-mean", name: "a Ct for undetermined", a1: { T1: [null] }, t1: { mean: 31 } },
      flags: ["caution well Undetermined"],
    },
    // The SD of two wells d apart is d / sqrt(2): 0.425 and 0.424 are 0.3005 and 0.2998 about the limit 0.3.
    { check: "replicate-spread", name: "SD 0.3005", a1: { T1: [25, 25.425] }, flags: ["caution assay 0.3005"] },
    { check: "replicate-spread", name: "SD 0.2998", a1: { T1: [25, 25.424] } },
    // About Ct 32 the limit is 0.3 + 0.05 * 4 = 0.5: SD 0.509 at 32.01 (limit 0.5005), and 0.495 at 32.
    { check: "replicate-spread", name: "SD 0.509 at 32", a1: { T1: [31.65, 32.37] }, flags: ["caution assay 0.5091"] },
    { check: "replicate-spread", name: "SD 0.495 at 32", a1: { T1: [31.65, 32.35] } },
    { check: "replicate-spread", name: "one well of three is to blame", a1: { T1: [25, 25.1, 26.2] } },
    { check: "replicate-spread", name: "one well", a1: { T1: [25] } },
    { check: "replicate-detection", name: "one of two", a1: { T1: [25, null] }, flags: ["caution assay 1 of 2"] },
    {
      check: "replicate-detection",
      name: "one above the limit",
      a1: { T1: [25, 41] },
      flags: ["caution assay 1 of 2"],
    },
    { check: "replicate-detection", name: "both", a1: { T1: [25, 25.1] } },
    { check: "replicate-detection", name: "neither", a1: { T1: [null, null] } },
    { check: "replicate-detection", name: "a blank cell is not unseen", a1: { T1: [25, ""] } },
    { check: "missing-assay", name: "no well", a1: { T2: [] }, flags: ["caution sample 3"] },
    { check: "missing-assay", name: "undetermined is a well", a1: { T2: [null] } },
    { check: "missing-reference", name: "unseen", a1: { R1: [null] }, flags: ["caution assay undetermined"] },
    { check: "missing-reference", name: "at the limit", a1: { R1: [40] }, flags: ["caution assay above-limit"] },
    { check: "missing-reference", name: "just below the limit", a1: { R1: [39.999] } },
    { check: "missing-reference", name: "a target unseen", a1: { T1: [null] } },
    { check: "missing-reference", name: "a sample that was not run lacks more than that", a1: lost },
    { check: "reference-level", name: "4.001 late", a1: { R1: [24], R2: [26.002] }, flags: ["caution sample 25.001"] },
    { check: "reference-level", name: "4 late", a1: { R1: [24], R2: [26] } },
    {
      ...{ check: "detection-rate", name: "1 of 4", a1: { R2: [null], T1: [null], T2: [null] } },
      flags: ["caution sample 0.250"],
    },
    { check: "reference-level", name: "4.001 early", a1: { R1: [16], R2: [17.998] }, flags: ["caution sample 16.999"] },
    { check: "reference-level", name: "4 early", a1: { R1: [16], R2: [18] } },
    { check: "ct-early", name: "before the least", a1: { T1: [4.999] }, flags: ["caution well 4.999"] },
    { check: "ct-early", name: "at the least", a1: { T1: [5] } },
    {
      check: "ct-early",
      name: "its own least",
      limits: { T1: [25.1, 40] },
      flags: ["caution well 25"].flatMap((one) => [one, one, one]),
      of: "*",
    },
    { check: "ct-limit", name: "its own limit", a1: { T1: [31] }, limits: { T1: [5, 31] }, flags: ["caution well 31"] },
    { check: "ct-limit", name: "below its own limit", a1: { T1: [30.999] }, limits: { T1: [5, 31] } },
    {
      check: "amplification",
      name: "both scores low",
      t1: { amp: 0.99, confidence: 0.79 },
      flags: ["caution well 0.99 and 0.79"],
    },
    {
      check: "amplification",
      name: "one score low",
      t1: { amp: 1.2, confidence: 0.79 },
      flags: ["note well 1.2 and 0.79"],
    },
    { check: "amplification", name: "one score, low", t1: { amp: 0.9 }, flags: ["note well 0.9 and -"] },
    { check: "amplification", name: "at both limits", t1: { amp: 1, confidence: 0.8 } },
    { check: "amplification", name: "late", a1: { T1: [35] }, t1: { amp: 0.2, confidence: 0.1 } },
    { check: "outlying-replicate", name: "1.15 off", a1: { T1: [25, 25.1, 26.2] }, flags: ["caution well 26.2"] },
    { check: "outlying-replicate", name: "0.95 off", a1: { T1: [25, 25.1, 26] } },
    { check: "outlying-replicate", name: "the others spread", a1: { T1: [25, 25.6, 27.3] } },
    { check: "outlying-replicate", name: "of two nobody knows which", a1: { T1: [25, 29] } },
    {
      check: "ntc",
      name: "6.9 later",
      more: wellsOf("D", [["NTC", "T1", 31.9]]),
      flags: ["caution well 31.9"],
      of: "NTC",
    },
    { check: "ntc", name: "7 later", more: wellsOf("D", [["NTC", "T1", 32]]), flags: ["note well 32"], of: "NTC" },
    { check: "ntc", name: "at its limit", more: wellsOf("D", [["NTC", "T1", 38]]) },
    {
      check: "no-rt",
      name: "4.9 later",
      more: wellsOf("D", [["NoRT", "T1", 29.9]]),
      flags: ["caution well 29.9"],
      of: "NoRT",
    },
    { check: "no-rt", name: "5 later", more: wellsOf("D", [["NoRT", "T1", 30]]) },
    { check: "gdna-prone", name: "an assay in one exon", every: { X_s1: [25] }, flags: ["note study 1"] },
    { check: "gdna-prone", name: "an assay across two", every: { X_m1: [25] } },
    {
      ...{
        check: "threshold",
        name: "2.5 times the others",
        all: { threshold: 0.5 },
        more: others({ threshold: 0.2 }),
      },
      flags: ["caution card 4 assays, up to +1.32 cycles"],
    },
    { check: "threshold", name: "1.95 times", all: { threshold: 0.39 }, more: others({ threshold: 0.2 }) },
    {
      ...{ check: "threshold", name: "another baseline", all: { automatic: false }, more: others({ automatic: true }) },
      flags: ["caution card 4 assays"],
    },
    {
      check: "layout",
      name: "two wells changed",
      more: others({}, ["R1", "T1", "R2", "T2"]),
      flags: ["caution card 2"],
    },
    { check: "layout", name: "alike", more: others({}) },
    {
      check: "layout",
      name: "a replicate too few",
      a1: { X: [25] },
      every: { X: [25, 25] },
      flags: ["caution sample 1"],
    },
    {
      ...{ check: "rna-input", name: "targets 1.1 late", every: { T3: [26], T4: [27], T5: [28] } },
      ...{ a1: { T1: [26.1], T2: [31.1], T3: [27.1], T4: [28.1], T5: [29.1] }, flags: ["caution sample 7.100"] },
    },
    {
      ...{ check: "rna-input", name: "0.9 late", every: { T3: [26], T4: [27], T5: [28] } },
      a1: { T1: [25.9], T2: [30.9], T3: [26.9], T4: [27.9], T5: [28.9] },
    },
    {
      ...{ check: "rna-input", name: "all late alike", every: { T3: [26], T4: [27], T5: [28] } },
      a1: { R1: [22], R2: [24], T1: [27], T2: [32], T3: [28], T4: [29], T5: [30] },
    },
    { check: "detection-rate", name: "2 of 4", a1: { T1: [null], T2: [null] } },
    { check: "missing-sample", name: "no well at all", a1: lost, flags: ["caution sample 0"] },
    { check: "missing-sample", name: "one well, undetermined", a1: { ...lost, R1: [null] } },
  ];

  function studyOf({ a1 = {}, t1 = {}, all = {}, every = {}, more = [], limits = {} }: Partial<Case>): Study {
    const of = (sample: string, edit: Edit) =>
      Object.entries({ ...cells, ...every, ...edit }).map(([assay, cts]) => [sample, assay, ...cts!] as const);
    const wells = wellsOf("C", [...of("a1", a1), ...of("a2", {}), ...of("b1", {})]).map((well) => ({
      ...well,
      ...all,
      ...(well.sample === "a1" && well.assay === "T1" ? t1 : {}),
    }));
    return {
      references: "R1 R2",
      targets: ["T1", "T2", ...Object.keys(every)].join(" "),
      limits,
      subjects: { A: "CR", B: "PD" },
      samples: [
        { sample: "a1", subject: "A" },
        { sample: "a2", subject: "A", time: "post" },
        { sample: "b1", subject: "B" },
        { sample: "NTC", subject: "", visit: "", time: "" },
        { sample: "NoRT", subject: "", visit: "", time: "" },
      ],
      wells: [...wells, ...more],
    };
  }

  test("every check has a case in which it speaks, and one in which it is silent", () => {
    // The laboratory's exclusions are not in the wells: test/exclusions.test.ts has their cases.
    for (const { name } of checks) {
      if (name === "laboratory" || ofStudies.includes(name)) continue;
      const own = cases.filter(({ check }) => check === name);
      expect(own.filter(({ flags }) => flags !== undefined).length, name).toBeGreaterThan(0);
      expect(own.filter(({ flags }) => flags === undefined).length, name).toBeGreaterThan(0);
    }
    expect(cases.filter(({ check }) => !checks.some(({ name }) => name === check))).toEqual([]);
  });

  test("nothing is said of a study without a fault, nor of its control without template", async () => {
    expect((await analysed(studyOf({}))).quality).toEqual([]);
    const control = wellsOf("C", [
      ["NTC", "R1", null],
      ["NTC", "T1", null],
    ]).map((well) => ({ ...well, well: 100 + well.well }));
    expect((await analysed(studyOf({ more: control }))).quality).toEqual([]);
  });

  test.each(cases)("$check: $name", async ({ check, flags = [], of = "a1", ...made }) => {
    const { quality } = await analysed(studyOf(made));
    const own = quality.filter((flag) => flag.check === check);
    expect(own.map(({ level, scope, observed }) => `${level} ${scope} ${observed}`)).toEqual(flags);
    for (const flag of own) {
      if (flag.scope !== "card" && flag.scope !== "study") expect(flag.sample).toBe(of === "*" ? flag.sample : of);
      if (flag.scope === "well" && of === "a1")
        expect(flag).toMatchObject({ card: "C", file: "cards/C.txt", assay: "T1", line: Number(flag.well) + 4 });
    }
  });
});
