import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Assay, Panel } from "../data/panel.ts";
import type { Sample } from "../data/sample.ts";
import { MEASURED, type Wells } from "../data/well.ts";
import { loadOpener, open } from "../pipeline/containers/open.ts";
import { rowsOf, run } from "../pipeline/index.ts";
import { wells as stage } from "../stages/wells.ts";
import { readAlone } from "./read-alone.ts";

// Other people's exports, read where ../shared/corpus is; see formats.md section 14 there for why none is copied here.

const corpus = new URL("../../shared/corpus/", import.meta.url).pathname;
const there = existsSync(corpus);
const files = (folder: string, ending: string) =>
  there
    ? readdirSync(join(corpus, folder))
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => `${folder}/${name}`)
    : [];
const short = (path: string) => basename(path).replace(/^.*__/, "");

test.runIf(!there)(`skipped: there is no corpus in ${corpus}`, (context) => context.skip());

const temporary: string[] = [];
const temp = () => {
  const folder = mkdtempSync(join(tmpdir(), "deltact-corpus-"));
  temporary.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** A panel and samples that know these names alone. */
function knowing(assayNames: Iterable<string>, sampleNames: Iterable<string>) {
  const assays = [...new Set(assayNames)].map(
    (name): Assay => ({ assay: name, gene: name, category: "", role: "target" }),
  );
  const panel: Panel = {
    ...{ file: "panel.csv", assays, references: [] },
    byText: new Map(assays.map(({ assay }, index) => [assay, index])),
  };
  const samples = [...new Set(sampleNames)].map(
    (sample, line): Sample => ({
      sample,
      card: "",
      subject: "",
      visit: "",
      time: "",
      hours: undefined,
      collected: "",
      columns: {},
      line,
    }),
  );
  return { panel, samples };
}

function read(path: string, assays: Iterable<string>, samples: Iterable<string>): Wells {
  const source = { file: path, bytes: readFileSync(join(corpus, path)) };
  return stage.run({ exports: [source], ...knowing(assays, samples), withheld: new Set() }, {}).wells;
}

/** Every well as one line, for comparison: card, well, sample, assay and Ct ("" where none was measured). */
function linesOf(wells: Wells, withCard = false): string[] {
  return Array.from({ length: wells.length }, (_, row) =>
    [
      withCard ? wells.cards[wells.card[row]!]!.card : "",
      wells.well[row],
      wells.samples[wells.sample[row]!]!.sample,
      wells.panel.assays[wells.assay[row]!]!.assay,
      wells.state[row] === MEASURED ? String(wells.ct[row]) : "",
    ].join("|"),
  ).sort();
}

const header = (path: string) => readFileSync(join(corpus, path), "latin1");
/** Genotyping runs have a Ct for each allele, and none for the well. */
const isGenotyping = (path: string) => header(path).includes("\tAllele1 Ct");
const quantstudio = files("quantstudio_txt", ".txt");

/** The wells of an export by the simplest means: its lines split at tabs, from the headings to the first other line. */
function split(path: string, [sample, assay, card]: readonly [string, string, string]) {
  const lines = readFileSync(join(corpus, path), "latin1").split(/\r?\n/);
  const heading = lines.findIndex(
    (line) =>
      ["Well", sample, assay, "Task"].every((name) => line.split("\t").includes(name)) && /\tC[tT]\t/.test(line),
  );
  const names = lines[heading]!.trimEnd().split("\t");
  const rows: string[][] = [];
  for (const line of lines.slice(heading + 1)) {
    if (!/^\d+\t/.test(line)) break;
    rows.push(line.split("\t"));
  }
  const column = (name: string) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase());
  const cell = (row: readonly string[], name: string) => row[column(name)] ?? "";
  return rows
    .map((row) => ({
      ...{ card: cell(row, card), well: Number(row[0]), sample: cell(row, sample), assay: cell(row, assay) },
      ct: Number(cell(row, "ct")) > 0 ? Number(cell(row, "ct")) : "",
    }))
    .filter((well) => well.sample !== "" && well.assay !== "");
}

describe.runIf(there)("every well of an export is what splitting its lines gives", () => {
  const exports = [
    ...files("sds2_rq", ".txt").map((path) => ({ path, columns: ["Sample", "Detector", "Filename"] as const })),
    ...[...files("openarray", ".txt"), ...quantstudio.filter((path) => !isGenotyping(path))].map((path) => ({
      path,
      columns: ["Sample Name", "Target Name", ""] as const,
    })),
  ].map((one) => ({ ...one, name: short(one.path) }));

  test.each(exports)("$name", ({ path, columns }) => {
    const theirs = split(path, columns);
    expect(theirs.length).toBeGreaterThan(1);
    const wells = read(
      path,
      theirs.map((well) => well.assay),
      theirs.map((well) => well.sample),
    );
    expect(linesOf(wells, columns[2] !== "")).toEqual(theirs.map((well) => Object.values(well).join("|")).sort());
  });
});

describe.runIf(there)("every Ct that another parser read from a text export is ours", () => {
  const pairs = quantstudio.map((path) => ({ path, name: short(path) }));

  test.each(pairs.filter(({ path }) => !isGenotyping(path)))("$name", ({ path }) => {
    const text = readFileSync(join(corpus, path.replace(/\.txt$/, ".cq.tsv")), "utf8").trimEnd();
    const [heading = "", ...rows] = text.split("\n");
    expect(heading).toBe("well\tlocation\tsample\ttarget\tct");
    const all = split(path, ["Sample Name", "Target Name", ""]);
    const wells = read(
      path,
      all.map((well) => well.assay),
      all.map((well) => well.sample),
    );
    const ours = linesOf(wells);
    // N/A is the other parser's word for a well without a sample's name: nobody can say whose it is, and it is not read.
    const theirs = rows.map((row) => row.split("\t")).filter((cells) => cells[2] !== "N/A");
    expect(theirs.length).toBeGreaterThan(1);
    for (const [, location, sample, target, ct] of theirs) {
      expect(ours).toContain(["", Number(location), sample, target, ct ? Number(ct) : ""].join("|"));
    }
    // Of example01 the other parser leaves out the last two rows, which no blank line follows.
    const last = path.endsWith("example01.txt") ? ["|17|15SAMPLE_5.3", "|18|16SAMPLE_6.1"] : [];
    expect(ours).toHaveLength(theirs.length + last.length);
    for (const well of last) expect(ours.some((line) => line.startsWith(well))).toBe(true);
  });

  test.each(pairs.filter(({ path }) => isGenotyping(path)))(
    "$name tells alleles, and has no Ct: Trouble",
    ({ path }) => {
      expect(() => read(path, [], [])).toThrow(/the table is of a genotyping run.*\[no-ct\]/s);
    },
  );
});

/** What is refused with no option, and by which code; all else is read. */
const refused: Readonly<Record<string, string>> = {
  "design_analysis_csv/GabPescador__qPCRAnalysis__assay_info.csv": "format-unknown",
  "design_analysis_csv/GabPescador__qPCRAnalysis__sample_info.csv": "format-unknown",
  // Means of replicates, without a Ct for each well.
  "design_analysis_csv/GabPescador__qPCRAnalysis__cleaned_results_table.csv": "format-unknown",
  "expressionsuite/mashranga__GWAS-analysis__study_oracle.tsv": "format-unknown",
  "lightcycler/bioc__HTqPCR__LightCycler_sample.txt": "assay-unnamed",
  "long_wide_csv/bioc__ReadqPCR__qPCR.example.txt": "format-unknown",
  "long_wide_csv/cran__pcr__ct1.csv": "format-unknown",
  "long_wide_csv/cran__pcr__ct4.csv": "format-unknown",
  "quantstudio_txt/Benchling-Open-Source__allotropy__appbio_quantstudio_minimal_test03.txt": "no-ct",
  "rdml/RDML-consortium__rdml-org.github.io__RDES_v1_0_REC.txt": "format-unknown",
  "sds2_rq_bare/bioc__HTqPCR__sample1.txt": "headings-missing",
  "sds2_rq_bare/bioc__HTqPCR__sample2.txt": "headings-missing",
  "sds2_rq_bydetector/igg-molecular-biology-lab__pipe-t__GSM1054691_ADC1-A_dot.txt": "ct-averaged",
  "sds2_rq_bydetector/igg-molecular-biology-lab__pipe-t__GSM1054711_SCC1-A_dot.txt": "ct-averaged",
  "sds2_rq_hybrid/igg-molecular-biology-lab__pipe-t__GSM628068_15b.txt": "columns-contradict",
  "sds2_rq_hybrid/igg-molecular-biology-lab__pipe-t__GSM628093_49b1.txt": "columns-contradict",
};

describe.runIf(there)("every file of the corpus is read with no option, or refused for its reason", () => {
  const noExports = /^(cdisc|reference-genes)\/|\.(xsd|cq\.tsv)$/;
  const paths = there ? readdirSync(corpus).flatMap((folder) => (folder.includes(".") ? [] : files(folder, ""))) : [];
  const exports = paths.filter((path) => !noExports.test(path));

  test("there are some, and none that is refused is missing", () => {
    expect(exports.length).toBeGreaterThan(35);
    expect(Object.keys(refused).filter((path) => !exports.includes(path))).toEqual([]);
  });

  test.each(exports)("%s", async (path) => {
    await loadOpener();
    const { wells: rows, problems } = readAlone(open({ file: path, bytes: readFileSync(join(corpus, path)) }));
    if (refused[path] === undefined) {
      expect(problems).toEqual([]);
      expect(rows.length).toBeGreaterThan(0);
    } else {
      expect(problems.map(({ code }) => code)).toEqual([refused[path]]);
      expect(problems[0]!.file).toBe(path);
      expect(rows).toEqual([]);
    }
  });
});

describe.runIf(there)("two real cards of 96 assays on 4 samples, from the export to the report", () => {
  const path = "sds2_rq/bioc__ReadqPCR__example2.txt";
  const whole = there ? readFileSync(join(corpus, path), "latin1") : "";
  const lines = whole.split("\r\n");
  const heading = lines.findIndex((line) => line.startsWith("Well\tPlateID\t"));
  const names = (lines[heading] ?? "").split("\t");
  const wells = lines.slice(heading + 1, lines.indexOf("", heading)).map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]));
  });
  const word = (key: string) => lines.find((line) => line.startsWith(`${key}\t`))?.split("\t")[1];
  const detectors = [...new Set(wells.map((well) => well.Detector!))];
  const sampleNames = [...new Set(wells.map((well) => well.Sample!))];

  function study(references: readonly string[]): string {
    const folder = temp();
    const write = (name: string, rows: readonly (readonly string[])[]) =>
      writeFileSync(join(folder, name), rows.map((row) => `${row.join(",")}\n`).join(""));
    const parts = detectors.map((detector) => /^(.+)-([A-Z][a-z]\d{8}_\w+)$/.exec(detector)!.slice(1));
    mkdirSync(join(folder, "cards"));
    writeFileSync(join(folder, "cards", "rat.txt"), readFileSync(join(corpus, path)));
    write("panel.csv", [
      ["assay_id", "gene", "category", "role"],
      ...parts.map(([gene, id]) => [id!, gene!, "", references.includes(gene!) ? "reference" : "target"]),
    ]);
    const read = sampleNames.map((name) => /^(fp \d+) day 14 (v|mia)$/.exec(name)!);
    write("samples.csv", [
      ["sample", "subject", "visit", "time"],
      ...read.map(([name, fp]) => [name!, fp!, "day14", "single"]),
    ]);
    write("subjects.csv", [["subject", "treatment"], ...read.map(([, fp, treatment]) => [fp!, treatment!])]);
    writeFileSync(
      join(folder, "study.yaml"),
      `study: rat fat pad
exports: ["cards/*.txt"]
visits: [day14]
times: [single]
consent: none
outcomes:
  treated: { kind: binary, column: treatment, yes: [mia], no: [v] }
`,
    );
    return folder;
  }

  test("the export is the one that formats.md describes", () => {
    expect(wells).toHaveLength(768);
    expect(wells.filter((well) => well.Ct === "Undetermined")).toHaveLength(110);
    expect(word("Endogenous Control")).toBe("18S-Hs99999901_s1");
    expect(word("Calibrator")).toBe("fp 1 day 14 v");
    expect(sampleNames).toHaveLength(8);
  });

  test("with 18S alone, dCt and RQ are the file's own", async () => {
    const { table, folder } = await run(study(["18S"]), { out: temp() });
    expect(readdirSync(folder!.path)).toContain("report.html");
    const ours = [...rowsOf(table("wells"))];
    expect(ours).toHaveLength(768);
    expect(ours.filter((well) => well.state === "undetermined")).toHaveLength(110);

    const deltaCt = new Map(
      [...rowsOf(table("expression"))].map((row) => [`${row.sample}|${row.gene}-${row.assay}`, row.delta_ct as number]),
    );
    // The file prints single precision: of a Ct from 32 to 64 the last place is 3.8e-6, so a printed difference may be
    // off by the rounding of itself and of both its terms.
    const place = (value: number) => 2 ** (Math.floor(Math.log2(Math.abs(value))) - 23);
    let compared = 0;
    let rqs = 0;
    const wellOf = new Map(wells.map((well) => [`${well.Sample}|${well.Detector}`, well]));
    for (const well of wells) {
      const kept = well.Ct !== "Undetermined" && Number(well.Ct) === Number(well["Ct Avg"]);
      if (!kept || well["Avg Delta Ct"] === "") continue;
      const dCt = deltaCt.get(`${well.Sample}|${well.Detector}`)!;
      const single = (place(Number(well.Ct)) + place(Number(well["Endo Ct Avg"])) + place(dCt || 1)) / 2;
      expect(
        Math.abs(dCt - Number(well["Avg Delta Ct"])),
        `dCt of ${well.Sample}, ${well.Detector}`,
      ).toBeLessThanOrEqual(Math.max(1e-6, single));
      compared++;
      const calibrator = wellOf.get(`${word("Calibrator")}|${well.Detector}`)!;
      if (calibrator.Ct === "Undetermined" || well.RQ === "") continue;
      const rq = 2 ** -(dCt - deltaCt.get(`${calibrator.Sample}|${well.Detector}`)!);
      // Four Ct values in single precision, at most 1.9e-6 off each: a relative error of ln 2 times their sum.
      expect(Math.abs(rq / Number(well.RQ) - 1), `RQ of ${well.Sample}, ${well.Detector}`).toBeLessThan(
        Math.LN2 * 4 * 1.9e-6,
      );
      rqs++;
    }
    const numbers = wells.filter((well) => well.Ct !== "Undetermined" && well["Avg Delta Ct"] !== "");
    expect(compared).toBe(numbers.length);
    expect(compared).toBeGreaterThan(600);
    expect(rqs).toBeGreaterThan(550);
  });

  test("a flag is raised for each well whose Ct is not the vendor's mean of it, and for no other", async () => {
    const { table } = await run(study(["18S"]), { until: "quality" });
    const edited = wells.filter((well) => {
      if (well["Ct Avg"] === "") return false;
      return Math.abs((well.Ct === "Undetermined" ? 40 : Number(well.Ct)) - Number(well["Ct Avg"])) > 0.01;
    });
    const flags = [...rowsOf(table("quality"))].filter((flag) => flag.check === "vendor-mean");
    expect(flags.map((flag) => flag.line).sort()).toEqual(edited.map((well) => heading + 2 + wells.indexOf(well)));
    // formats.md names 13 rows of example.txt; example2.txt has none.
    expect(edited).toHaveLength(0);
  });

  test("a Ct that is edited afterwards is flagged", async () => {
    const folder = study(["18S"]);
    const file = join(folder, "cards", "rat.txt");
    writeFileSync(file, whole.replace("Target\t32.856388\t", "Target\t1\t"), "latin1");
    const { table } = await run(folder, { until: "quality" });
    const flags = [...rowsOf(table("quality"))].filter((flag) => flag.check === "vendor-mean");
    expect(flags).toMatchObject([{ file: "cards/rat.txt", line: heading + 2, observed: "1" }]);
  });

  test("with all three references the whole run completes, and the reference Ct is their mean", async () => {
    const { table, folder } = await run(study(["18S", "Actb", "Gapdh"]), { out: temp() });
    const files = readdirSync(folder!.path).sort();
    expect(files.filter((name) => name.startsWith("rdes-"))).toHaveLength(2);
    expect(files.filter((name) => !name.startsWith("rdes-"))).toEqual([
      "association-model.csv",
      "association-sensitivity.csv",
      "association-sets.csv",
      "association.csv",
      "change-hours.csv",
      "change-sensitivity.csv",
      "change-tests.csv",
      "change.csv",
      "expression.csv",
      "miqe.csv",
      "provenance.json",
      "quality-drift.csv",
      "quality-references.csv",
      "quality.csv",
      "report.html",
      "sensitivity.csv",
      "wells.csv",
    ]);
    for (const row of rowsOf(table("expression"))) {
      const of = wells.filter((well) => well.Sample === row.sample && /^(18S|Actb|Gapdh)-/.test(well.Detector!));
      const mean = of.reduce((sum, well) => sum + Number(well.Ct), 0) / 3;
      expect(row.reference_ct).toBeCloseTo(mean, 12);
    }
    expect([...rowsOf(table("association"))].length).toBeGreaterThan(90);
  });
});
