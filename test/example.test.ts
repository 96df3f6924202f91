import { describe, expect, it } from "vitest";
import { type ExampleOptions, exampleFormats, exampleStudy, planted } from "../data/example/study.ts";

/** The files of an example, and its tables and wells read by the simplest means. */
function made(options?: ExampleOptions) {
  const files = new Map([...exampleStudy(options)].map(({ path, text }) => [path, text]));
  const table = (path: string) => {
    const [heading = "", ...rows] = files.get(path)!.trimEnd().split("\n");
    const names = heading.split(",");
    return rows.map((row) => Object.fromEntries(row.split(",").map((cell, at) => [names[at]!, cell])));
  };
  const wells = [...files].filter(([path]) => path.startsWith("cards/")).flatMap(([, text]) => wellsOf(text));
  return {
    files,
    wells,
    subjects: table("subjects.csv"),
    samples: table("samples.csv"),
    truth: table("truth.csv"),
    panel: table("panel.csv"),
  };
}

function wellsOf(text: string) {
  const lines = text.split(/\r\n|\r|\n/);
  const heading = lines.findIndex(
    (line, at) => /^(# |Well)\t/.test(line) && (!text.startsWith("*") || lines[at - 1] === "[Results]"),
  );
  const names = lines[heading]!.split("\t");
  const rows = lines.slice(heading + 1, lines.indexOf("", heading));
  const barcode = /^\* Experiment Barcode = (.*)$/m.exec(text)?.[1];
  return rows.map((row) => {
    const cells = row.split("\t");
    expect(cells.length).toBeLessThanOrEqual(names.length);
    const cell = (...wanted: string[]) => cells[names.findIndex((name) => wanted.includes(name))] ?? "";
    const format = barcode ? "quantstudio" : names[0] === "# " ? "sds-2.3" : "sds-2.1";
    return {
      format,
      card: barcode ?? cell("Plate", "Filename"),
      well: Number(cells[0]),
      sample: cell("Sample", "Sample Name"),
      assay: cell("Detector", "Target Name"),
      ct: cell("Ct", "CT"),
      omitted: /^true$/i.test(cell("Omit")),
      flagged: /\t(TRUE|Y)(?=\t|$)/.test(row.replace(/\t(TRUE|FALSE)(?=\t|$)/, "")),
    };
  });
}

function counts<T>(things: readonly T[], of: (thing: T) => string): Record<string, number> {
  const out: Record<string, number> = {};
  for (const thing of things) out[of(thing)] = (out[of(thing)] ?? 0) + 1;
  return out;
}

/** Kaplan-Meier: the first time at which at most half are free of the event. */
function median(times: readonly { months: number; event: boolean }[]): number {
  let free = 1;
  const sorted = [...times].sort((a, b) => a.months - b.months || Number(b.event) - Number(a.event));
  for (const [at, { months, event }] of sorted.entries()) {
    if (event) free *= 1 - 1 / (sorted.length - at);
    if (free <= 0.5) return months;
  }
  return Number.POSITIVE_INFINITY;
}

const study = made();

describe("the example study", () => {
  it("is the same to the byte for the same seed, and another for another seed", () => {
    expect(made({ seed: 1 }).files).toEqual(study.files);
    const other = made({ seed: 2 });
    for (const path of ["subjects.csv", "samples.csv", "cards/EX00001.txt"])
      expect(other.files.get(path)).not.toBe(study.files.get(path));
  });

  it("has the trial's shape", () => {
    const { subjects } = study;
    expect(subjects).toHaveLength(72);
    expect(counts(subjects, (row) => row.phase!)).toEqual({ "dose finding": 24, expansion: 13, "phase 2": 35 });
    expect(counts(subjects, (row) => row.response!)).toEqual({ CR: 14, CRi: 35, PR: 3, RD: 14, PD: 6 });
    expect(counts(subjects, (row) => row.mrd!)).toEqual({ NEG: 41, POS: 8, "": 23 });
    expect(counts(subjects, (row) => row.consent!)).toEqual({ yes: 52, no: 20 });
    expect(subjects.filter((row) => row.consent_withdrawn !== "no").every((row) => row.consent === "yes")).toBe(true);
    expect(subjects.filter((row) => /^\d{4}-\d\d-\d\d$/.test(row.consent_withdrawn!))).toHaveLength(2);
    const times = (name: string) =>
      subjects.map((row) => ({ months: Number(row[`${name}_months`]), event: row[`${name}_event`] === "1" }));
    expect(Math.abs(median(times("os")) - 7.4)).toBeLessThan(1);
    expect(Math.abs(median(times("pfs")) - 3.9)).toBeLessThan(1);
    for (const row of subjects) expect(Number(row.pfs_months)).toBeLessThanOrEqual(Number(row.os_months));
  });

  it("takes samples before and one or three hours after the dose, of those alone who consent", () => {
    const consenting = new Set(study.subjects.filter((row) => row.consent === "yes").map((row) => row.subject));
    expect(new Set(study.samples.map((row) => row.subject))).toEqual(consenting);
    expect(Object.keys(counts(study.samples, (row) => `${row.time} ${row.hours}`)).sort()).toEqual([
      "post 1",
      "post 3",
      "pre 0",
    ]);
    expect(study.samples).toHaveLength(4 * 52 - 3);
    for (const row of study.samples) expect(row.sample).toBe(`${row.subject} ${row.visit} ${row.time}`);
  });

  it("has the panel's 96 assays once on each sample, in wells that belong to it", () => {
    const labels = new Set(study.panel.map((row) => (row.assay_id === "" ? row.gene : `${row.gene}-${row.assay_id}`)));
    expect(labels.size).toBe(96);
    const run = counts(study.wells, (well) => well.sample);
    expect(new Set(Object.values(run))).toEqual(new Set([96]));
    expect(new Set(study.wells.map((well) => `${well.sample} ${well.assay}`)).size).toBe(study.wells.length);
    expect(new Set(study.wells.map((well) => well.assay))).toEqual(labels);
    expect(new Set(study.wells.map((well) => `${well.sample} ${Math.floor((well.well - 1) / 96)}`)).size).toBe(
      Object.keys(run).length,
    );
    for (const well of study.wells) expect(well.well >= 1 && well.well <= 384).toBe(true);
    expect(new Set(study.wells.map((well) => `${well.card} ${well.well}`)).size).toBe(study.wells.length);
  });

  it("lists every sample of a card, on that card", () => {
    const listed = new Map(study.samples.map((row) => [row.sample, row.card]));
    for (const well of study.wells) expect(listed.get(well.sample)).toBe(well.card);
    expect(new Set(study.wells.map((well) => well.card)).size).toBe(52);
    const run = new Set(study.wells.map((well) => well.sample));
    expect(study.samples.filter((row) => !run.has(row.sample!))).toHaveLength(1);
    const withdrawn = study.subjects.filter((row) => row.consent_withdrawn !== "no");
    for (const { subject } of withdrawn) expect(run.has(`${subject} C1D1 pre`)).toBe(true);
  });

  it("mixes the three formats, each with about a third of the cards", () => {
    const cards = Object.values(
      counts([...new Set(study.wells.map((well) => `${well.format} ${well.card}`))], (card) => card.split(" ")[0]!),
    );
    expect(cards).toHaveLength(3);
    for (const count of cards) expect(Math.abs(count - 52 / 3)).toBeLessThan(3);
    const texts = [...study.files].filter(([path]) => path.startsWith("cards/")).map(([, text]) => text);
    expect(texts.some((text) => text.startsWith("SDS 2.3") && !text.includes("\n"))).toBe(true);
    expect(texts.some((text) => text.startsWith("SDS 2.3") && !text.includes("\r"))).toBe(true);
    expect(texts.some((text) => text.includes("[Sample Setup]"))).toBe(true);
  });

  it("has what goes wrong in a laboratory: undetermined, omitted and flagged wells, failed samples, a reference gene unseen", () => {
    const undetermined = counts(
      study.wells.filter((well) => well.ct === "Undetermined"),
      (well) => well.sample,
    );
    expect(Object.values(undetermined).filter((count) => count > 15)).toHaveLength(3);
    const unseen = study.wells.filter(
      (well) => well.ct === "Undetermined" && /^(18S|GAPDH|ACTB|GUSB|HPRT1|TBP)\b/.test(well.assay),
    );
    expect(unseen.map((well) => well.assay)).toEqual(["TBP-Hs00427620_m1"]);
    const omitted = study.wells.filter((well) => well.omitted).length;
    expect(omitted).toBeGreaterThan(2);
    expect(omitted).toBeLessThan(20);
    expect(study.wells.filter((well) => well.flagged && well.ct !== "Undetermined").length).toBeGreaterThan(2);
    for (const well of study.wells)
      expect(well.ct === "Undetermined" || (Number(well.ct) > 8 && Number(well.ct) < 40)).toBe(true);
  });

  it("says that it is synthetic, and names no place on a disk", () => {
    expect(study.files.get("README.md")).toContain("no patient");
    expect(study.files.get("study.yaml")).toContain("synthetic");
    for (const text of study.files.values())
      expect(text).not.toMatch(/[A-Za-z]:\\|\/(home|root|tmp|work|Users|usr|var)\b/);
  });
});

describe("the example's options", () => {
  it.each(exampleFormats)("makes exactly so many whole cards as %s", (format) => {
    const { wells, subjects, samples } = made({ cards: 7, formats: [format] });
    expect([...new Set(wells.map((well) => well.format))]).toEqual([format]);
    expect(Object.values(counts(wells, (well) => well.card))).toEqual(Array(7).fill(384));
    expect(subjects.map((row) => `${row.consent} ${row.consent_withdrawn}`)).toEqual(Array(7).fill("yes no"));
    expect(samples).toHaveLength(28);
  });

  it("differs between a study with effects and its null twin in the planted genes alone", () => {
    const none = made({ effects: false });
    expect(none.truth).toEqual([]);
    expect(study.truth.map((row) => [row.gene, row.contrast, row.outcome, row.at, Number(row.log2)])).toEqual(
      planted.map((row) => [row.gene, row.contrast, row.outcome, row.at, row.log2]),
    );
    const changed = study.wells
      .filter((well, at) => well.ct !== none.wells[at]!.ct)
      .map((well) => well.assay.split("-")[0]!);
    expect(new Set(changed)).toEqual(new Set(planted.map((row) => row.gene)));
    for (const path of ["subjects.csv", "samples.csv", "panel.csv"])
      expect(none.files.get(path)).toBe(study.files.get(path));
  });

  it("makes small studies too", () => {
    for (const subjects of [1, 2, 5, 12]) expect(made({ subjects }).subjects).toHaveLength(subjects);
  });
});
