import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ExampleOptions, exampleStudy } from "../data/example/study.ts";
import type { Panel } from "../data/panel.ts";
import { defaults } from "../data/setting.ts";
import { rowsOf } from "../data/table.ts";
import { MEASURED, UNDETERMINED, Wells } from "../data/well.ts";
import { run } from "../pipeline/run.ts";
import { readStudy } from "../pipeline/study.ts";
import { type QualityInput, quality } from "../stages/quality.ts";
import { bestKeeper } from "../stages/statistics/best-keeper.ts";
import { genorm } from "../stages/statistics/genorm.ts";
import { normFinder } from "../stages/statistics/norm-finder.ts";
import { signedRank } from "../stages/statistics/signed-rank.ts";
import { wells as wellsStage } from "../stages/wells.ts";
import { nothingKnown } from "./subjects.ts";

// How stable reference genes are and whether they drift: in small studies made by hand, and in the example with a drift planted.

const root = mkdtempSync(join(tmpdir(), "deltact-references-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const [pre, post] = [
  { visit: "V", time: "pre" },
  { visit: "V", time: "post" },
];
const set = defaults(quality.settings);

/** By gene, Ct of the samples A pre, A post, B pre, B post, ...; "u" undetermined. The first `references` are reference genes. */
function made(references: number, genes: Readonly<Record<string, readonly (number | "u")[]>>): QualityInput {
  const names = Object.keys(genes);
  const panel: Panel = {
    ...{ file: "panel.csv", references: names.slice(0, references).map((_, at) => at), byText: new Map() },
    assays: names.map((gene, at) => ({
      ...{ assay: gene, gene, category: "" },
      role: at < references ? ("reference" as const) : ("target" as const),
    })),
  };
  const samples = genes[names[0]!]!.map((_, at) => {
    const subject = "ABCDEFGH"[at >> 1]!;
    const moment = at % 2 === 0 ? pre : post;
    return {
      ...moment,
      sample: `${subject}${at % 2}`,
      subject,
      card: "",
      hours: at % 2,
      collected: "",
      columns: {},
      line: at,
    };
  });
  const wells = new Wells(panel, samples);
  wells.cards.push({
    card: "C",
    part: "",
    instrument: "",
    software: "",
    file: "C.txt",
    format: "made",
    run: "",
    columns: 24,
  });
  samples.forEach((_, sample) => {
    names.forEach((gene, assay) => {
      const ct = genes[gene]![sample]!;
      const row = wells.add();
      wells.well[row] = row + 1;
      wells.sample[row] = sample;
      wells.assay[row] = assay;
      wells.ct[row] = ct === "u" ? Number.NaN : ct;
      wells.state[row] = ct === "u" ? UNDETERMINED : MEASURED;
      wells.vendorMean[row] = Number.NaN;
    });
  });
  const subjects = [...new Set(samples.map(({ subject }) => subject))].map((subject, at) => ({
    ...{ subject, line: at, columns: { dose: at < 2 ? "0.8" : "1.2" } },
  }));
  return {
    wells,
    exclusions: [],
    moments: [pre, post],
    contrasts: [{ name: "acute", from: pre, to: post }],
    study: { ...nothingKnown, subjects },
  };
}

const steady = {
  R1: [20, 20.5, 21, 20.25, 22, 21.5],
  R2: [24, 24.75, 25, 24.5, 26, 25.25],
  R3: [18, 18.25, 19.5, 18, 20, 19.75],
};

describe("the ranking", () => {
  test("is what geNorm, NormFinder and BestKeeper say of the Ct, ranks and their geometric mean beside it", () => {
    const input = made(3, { ...steady, G: [30, 31, "u", 30, 33, 31] });
    const rows = quality.run(input, set).ranking();
    expect(rows.map(({ set, gene, role, samples }) => [set, gene, role, samples])).toEqual(
      ["R1", "R2", "R3"].map((gene) => ["panel", gene, "reference", 6]),
    );
    const ct = Object.values(steady);
    const { m, order, meanM, variation } = genorm(ct);
    const { stability } = normFinder(ct, ["pre", "post", "pre", "post", "pre", "post"]);
    const kept = bestKeeper(ct).genes;
    rows.forEach((row, gene) => {
      const at = order.indexOf(gene);
      expect(row).toMatchObject({
        ...{ detected: 1, m: m[gene], normfinder: stability[gene], caveat: undefined },
        ...{ bestkeeper_sd: kept[gene]!.deviation, bestkeeper_r: kept[gene]!.r },
        ...{ genorm_rank: at < 2 ? 1.5 : 3, mean_m: meanM[at < 2 ? 0 : 1], v: at < 2 ? undefined : variation[0] },
      });
      const ranks = [row.genorm_rank!, row.normfinder_rank!, row.bestkeeper_rank!];
      expect(row.mean_rank! ** 3).toBeCloseTo(ranks[0]! * ranks[1]! * ranks[2]!, 10);
    });
    expect(rows[0]).toMatchObject({ median_ct: 20.75, sd_ct: expect.closeTo(0.7706, 4), cv: expect.closeTo(47.75, 1) });
    expect(rows.map(({ rank }) => rank!).reduce((a, b) => a + b)).toBe(6);
  });

  test("uses the samples alone that have every candidate, and says how many it leaves out", () => {
    const rows = quality.run(made(3, { ...steady, R3: ["u", 18.25, 19.5, 18, 20, 19.75] }), set).ranking();
    for (const row of rows) {
      expect(row.samples).toBe(5);
      expect(row.caveat).toContain("1 of 6 samples lack a candidate and are left out");
    }
    expect(rows[2]!.detected).toBeCloseTo(5 / 6, 12);
    expect(rows[0]!.m).toBe(genorm(Object.values(steady).map((ct) => ct.slice(1))).m[0]);
  });

  test("says what cannot be told of one reference gene, of two, and of none that is seen", () => {
    const [one] = quality.run(made(1, { R1: steady.R1 }), set).ranking();
    expect(one).toMatchObject({ m: undefined, normfinder: undefined, rank: undefined, bestkeeper_r: 1 });
    expect(one!.caveat).toBe("geNorm needs 2 genes; NormFinder needs 3 genes");
    const [two] = quality.run(made(2, { R1: steady.R1, R2: steady.R2 }), set).ranking();
    expect(two).toMatchObject({ genorm_rank: 1.5, normfinder: undefined, caveat: "NormFinder needs 3 genes" });
    const none = quality.run(made(1, { R1: ["u", "u"] }), set).ranking();
    expect(none[0]).toMatchObject({ samples: 0, detected: 0, median_ct: undefined });
    expect(none[0]!.caveat).toContain("fewer than 2 samples have all candidates");
    const lone = quality.run(made(3, { R1: [20, 21, 22], R2: [21, 22, 24], R3: [18, 19, 20] }), set).ranking();
    expect(lone[0]!.caveat).toBe("1 of 3 samples are alone at their visit and time, without NormFinder");
  });

  test("auto ranks the targets too that no sample lacks, suggests, and changes nothing else", () => {
    const targets = {
      S1: [26, 26.5, 27, 26.25, 28, 27.5],
      S2: [30, 31, "u", 30, 33, 31] as const,
      N: [20, 28, 21, 29, 20, 25],
    };
    const input = made(3, { ...steady, ...targets });
    const auto = { ...set, references: "auto" as const };
    const [plain, wide] = [quality.run(input, set), quality.run(input, auto)];
    const rows = wide.ranking();
    expect(rows.slice(0, 3)).toEqual(plain.ranking());
    expect(rows.slice(3).map(({ set, gene, role }) => `${set} ${gene} ${role}`)).toEqual([
      ...["auto N target", "auto R1 reference", "auto R2 reference", "auto R3 reference", "auto S1 target"],
    ]);
    expect(wide.replicates).toEqual(plain.replicates);
    expect(wide.flags()).toEqual(plain.flags());
    const { findings, tables } = quality.summarise(wide, input, auto);
    // S1 is R1 six cycles later: their ratio never varies.
    expect(findings.filter(({ level }) => level === "note").map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Of 5 candidates geNorm suggests R1, S1 as reference genes: the fewest with V below 0.15/),
    ]);
    expect(tables.map(({ title }) => title)).toContain("Candidates for reference genes");
    expect(quality.summarise(plain, input, set).tables.map(({ title }) => title)).not.toContain(
      "Candidates for reference genes",
    );
  });
});

describe("the drift", () => {
  const drifting = made(3, { ...steady, R3: [18, 19.25, 19.5, 20, 20, 21.75] });

  test("is the signed-rank test of each gene's Ct, of their mean, and of each against the others", () => {
    const rows = quality.run(drifting, set).drift();
    expect(rows.map(({ of, gene }) => `${of} ${gene}`)).toEqual([
      ...["ct R1", "ct R2", "ct R3", "ct mean"],
      ...["against-others R1", "against-others R2", "against-others R3"],
    ]);
    const r3 = [1.25, 0.5, 1.75];
    const { estimate, p } = signedRank(r3);
    expect(rows[2]).toMatchObject({ n: 3, mean: 3.5 / 3, median: 1.25, estimate, p, contrast: "acute", at: undefined });
    expect(rows[2]!.caveat).toContain("with 3 pairs no p below 0.25 is possible");
    const others = [(0.5 + 0.75) / 2, (-0.75 - 0.5) / 2, (-0.5 - 0.75) / 2];
    expect(rows[6]!.mean).toBeCloseTo(r3.reduce((sum, value, at) => sum + value - others[at]!, 0) / 3, 12);
    expect(rows[3]!.family).toBe("signed-rank, 3 reference genes and their mean in 1 contrast: 4 tests");
    expect(rows[6]!.family).toBe("signed-rank, 3 reference genes against the others in 1 contrast: 3 tests");
  });

  test("by a column of the subjects, each value by itself and in a family of its own", () => {
    const rows = quality.run(drifting, { ...set, drift_by: "dose" }).drift();
    expect([...new Set(rows.map(({ at }) => at))]).toEqual([undefined, "0.8", "1.2"]);
    expect(rows.slice(0, 7)).toEqual(quality.run(drifting, set).drift());
    expect(rows[7 + 2]).toMatchObject({ at: "0.8", gene: "R3", n: 2, mean: 0.875 });
    expect(rows[7 + 2]!.family).toContain("at dose 0.8: 4 tests");
  });

  test("a gene that is not seen in a sample has no pair there, nor has any against it", () => {
    const rows = quality.run(made(2, { R1: steady.R1, R2: ["u", 24.75, 25, 24.5, 26, 25.25] }), set).drift();
    expect(rows.map(({ of, gene, n }) => `${of} ${gene} ${n}`)).toEqual([
      ...["ct R1 3", "ct R2 2", "ct mean 2", "against-others R1 2", "against-others R2 2"],
    ]);
    expect(rows[1]!.caveat).toContain("1 of 3 pairs lack a Ct");
    expect(
      quality
        .run(made(1, { R1: steady.R1 }), set)
        .drift()
        .map(({ of }) => of),
    ).toEqual(["ct"]);
  });
});

/** The example study in a folder. */
function exampleIn(options: ExampleOptions, more = ""): string {
  const folder = mkdtempSync(join(root, "study-"));
  for (const { path, text } of exampleStudy(options)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(
      join(folder, path),
      path === "study.yaml" ? text.replace("nondetects: censored", `nondetects: censored${more}`) : text,
    );
  }
  return folder;
}

describe("the example study", () => {
  let input: QualityInput;
  beforeAll(async () => {
    const study = await readStudy(exampleIn({}), { clinical: false });
    const { samples, withheld } = study.roster;
    const { wells } = wellsStage.run({ exports: study.exports(), panel: study.panel, samples, withheld }, {});
    input = {
      wells,
      exclusions: [],
      moments: study.moments,
      contrasts: study.contrasts,
      study: { ...nothingKnown, subjects: study.subjects },
    };
  });

  const cautions = () => {
    const { findings } = quality.summarise(quality.run(input, set), input, set);
    return findings.filter(({ text }) => text.includes("drift")).map(({ text }) => text);
  };

  test("no reference gene drifts where nothing was planted", () => {
    expect(cautions()).toEqual([]);
    expect(quality.run(input, set).drift()).toHaveLength(4 * (6 + 1 + 6));
  });

  test("one that comes 0.8 cycles later on Day 15 is found, with the contrasts, and no other is", () => {
    const { wells } = input;
    const gusb = wells.panel.assays.findIndex(({ gene }) => gene === "GUSB");
    for (let row = 0; row < wells.length; row++)
      if (wells.assay[row] === gusb && wells.samples[wells.sample[row]!]!.visit === "C1D15") wells.ct[row]! += 0.8;
    const texts = cautions();
    expect(texts.map((text) => /drift in ([\w-]+):/.exec(text)![1]).sort()).toEqual(["sustained", "total"]);
    for (const text of texts) {
      expect(text).toMatch(/GUSB 0\.\d\d cycles later against the others \(4[678] pairs, q /);
      expect(text).not.toMatch(/ACTB|GAPDH|HPRT1|TBP|18S/);
    }
    const own = quality
      .run(input, set)
      .drift()
      .find((row) => row.of === "against-others" && row.gene === "GUSB" && row.contrast === "sustained")!;
    expect(own.mean).toBeCloseTo(0.8, 1);
    const worst = quality
      .run(input, set)
      .ranking()
      .find(({ gene }) => gene === "GUSB")!;
    expect(worst).toMatchObject({ genorm_rank: 6, normfinder_rank: 6 });
  });
});

test("a run writes both tables; a column that the subjects lack is trouble", async () => {
  const { table } = await run(exampleIn({ subjects: 6, seed: 3 }, ", references: auto, drift_by: dose"), {
    until: "quality",
  });
  const ranking = [...rowsOf(table("quality-references"))];
  expect(ranking.filter((row) => row.set === "panel")).toHaveLength(6);
  expect(ranking.filter((row) => row.set === "auto").length).toBeGreaterThan(20);
  expect(new Set([...rowsOf(table("quality-drift"))].map((row) => row.at)).size).toBeGreaterThan(1);
  await expect(run(exampleIn({ subjects: 6, seed: 3 }, ", drift_by: dosis"), { until: "quality" })).rejects.toThrow(
    /subjects\.csv line 1.*no column "dosis" for quality\.drift_by/,
  );
});
