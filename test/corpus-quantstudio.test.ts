import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Extract, stemOf } from "../data/extract.ts";
import { MEASURED, UNDETERMINED } from "../data/well.ts";
import { loadOpener, open } from "../pipeline/containers/open.ts";
import { extractOf } from "../stages/formats/extract.ts";

// Other people's exports of QuantStudio, Design & Analysis and OpenArray; see test/corpus.test.ts.

await loadOpener();
const corpus = new URL("../../shared/corpus/", import.meta.url).pathname;
const there = existsSync(corpus);

test.runIf(!there)(`skipped: there is no corpus in ${corpus}`, (context) => context.skip());

const allotropy = "Benchling-Open-Source__allotropy__appbio_quantstudio";
const text = (name: string) => `quantstudio_txt/${allotropy}_${name}.txt`;
const sheets = (name: string) => `quantstudio_xls_xlsx/${allotropy}_${name}.xlsx`;
const analysis = (name: string) => `design_analysis_xlsx/${allotropy}_${name}.xlsx`;

const kept = new Map<string, Extract>();
function read(path: string): Extract {
  const extract =
    kept.get(path) ?? extractOf(open({ file: path, bytes: new Uint8Array(readFileSync(`${corpus}${path}`)) }));
  kept.set(path, extract);
  return extract;
}

/**
 * Counted in the files by a Python script that knows nothing of ours: rows with a sample and a target, those of them without
 * a number for Ct, rows with a target but no sample, and different names of samples. The card is the file where it is "".
 */
interface Counted {
  readonly path: string;
  readonly format: string;
  readonly wells: number;
  readonly undetermined: number;
  readonly nameless: number;
  readonly samples: number;
  readonly card: string;
  readonly run: string;
}

const counted: readonly Counted[] = [
  {
    ...{ path: text("example01"), format: "quantstudio" },
    ...{ wells: 16, undetermined: 0, nameless: 0, samples: 16, card: "trial 1", run: "2001-12-31 09:09:19 PM EST" },
  },
  {
    ...{ path: text("example02"), format: "quantstudio" },
    ...{
      wells: 96,
      undetermined: 28,
      nameless: 0,
      samples: 3,
      card: "QuantStudio 96-Well Presence-Absence Example",
      run: "2010-10-01 01:44:54 AM EDT",
    },
  },
  {
    ...{ path: text("example04"), format: "quantstudio" },
    ...{
      wells: 71,
      undetermined: 0,
      nameless: 24,
      samples: 2,
      card: "QuantStudio 96-Well Standard Curve Example",
      run: "2010-10-21 00:51:26 AM EDT",
    },
  },
  {
    ...{ path: text("example06"), format: "quantstudio" },
    ...{
      wells: 9,
      undetermined: 0,
      nameless: 0,
      samples: 2,
      card: "QuantStudio96-Well Comparative Ct Example",
      run: "2010-10-20 02:23:34 AM EDT",
    },
  },
  {
    ...{ path: text("minimal_test01"), format: "quantstudio" },
    ...{
      wells: 2,
      undetermined: 2,
      nameless: 0,
      samples: 1,
      card: "QuantStudio 96-Well Presence-Absence Example",
      run: "2010-10-01 01:44:54 AM EDT",
    },
  },
  {
    ...{ path: sheets("example08"), format: "quantstudio-workbook" },
    ...{
      wells: 36,
      undetermined: 0,
      nameless: 0,
      samples: 6,
      card: "2022-08-12 145003",
      run: "2022-08-12 16:28:28 PM EDT",
    },
  },
  {
    ...{ path: sheets("example10"), format: "quantstudio-workbook" },
    ...{
      wells: 8,
      undetermined: 0,
      nameless: 0,
      samples: 2,
      card: "test_experiment",
      run: "03-10-2024 10:45:00 AM EST",
    },
  },
  {
    ...{ path: analysis("design_and_analysis_example15_v1.5.2"), format: "quantstudio-workbook" },
    ...{ wells: 232, undetermined: 4, nameless: 0, samples: 58, card: "experiment", run: "2024-05-20 19:39:52 PM PDT" },
  },
  {
    ...{ path: analysis("designandanalysis_QS1_Standard_Curve_example01"), format: "design-analysis-workbook" },
    ...{ wells: 96, undetermined: 4, nameless: 0, samples: 8, card: "", run: "2018-06-01 12:54:47 AM EDT" },
  },
  {
    ...{
      path: analysis("designandanalysis_QS7Pro_Relative_Quantification_example11"),
      format: "design-analysis-workbook",
    },
    ...{ wells: 66, undetermined: 0, nameless: 6, samples: 5, card: "", run: "" },
  },
  {
    ...{ path: analysis("designandanalysis_no_RQ_values_example1"), format: "design-analysis-workbook" },
    ...{ wells: 72, undetermined: 12, nameless: 0, samples: 6, card: "1234", run: "2025-04-11 04:19:59 PM CDT" },
  },
  {
    ...{
      path: "design_analysis_csv/GabPescador__qPCRAnalysis__Results_20240213_184604.csv",
      format: "design-analysis",
    },
    ...{ wells: 384, undetermined: 35, nameless: 0, samples: 32, card: "C3C01IO4", run: "2024-02-12 11:30:22 PM UTC" },
  },
  {
    ...{ path: "openarray/bioc__ddCt__QuantStudio_File1.txt", format: "quantstudio" },
    ...{ wells: 2688, undetermined: 808, nameless: 0, samples: 8, card: "SLB93", run: "05-18-2015 17:56:18 CEST" },
  },
];

describe.runIf(there)("every export of the family is read without options", () => {
  test.each(counted)("$path", ({ path, wells, undetermined, nameless, samples, card, run, format }) => {
    const extract = read(path);
    expect([...extract.problems, ...extract.doubts]).toEqual([]);
    expect(extract.length).toBe(wells);
    expect(extract.columns.state.filter((state) => state === UNDETERMINED)).toHaveLength(undetermined);
    expect(extract.columns.state.filter((state) => state === MEASURED)).toHaveLength(wells - undetermined);
    expect(extract.nameless).toBe(nameless);
    expect(extract.samples).toHaveLength(samples);
    expect(extract.cards).toMatchObject([{ card: card || stemOf(path), run, format }]);
  });
});

describe.runIf(there)("every Cq that another parser read is ours", () => {
  test.each(counted.filter(({ path }) => !/openarray|_csv/.test(path)))("$path", ({ path }) => {
    const { columns, samples, assays, nameless, length } = read(path);
    const ours = Array.from({ length }, (_, row) => {
      const ct = columns.state[row] === MEASURED ? columns.ct[row]! : "";
      return [columns.well[row]!, samples[columns.sample[row]!]!, assays[columns.assay[row]!]!, ct].join("|");
    });
    const [heading = "", ...rows] = readFileSync(`${corpus}${path.replace(/\.[a-z]+$/, ".cq.tsv")}`, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    expect(heading).toEqual(["well", "location", "sample", "target", "ct"]);
    // Where a well has no sample's name the other parser writes N/A, or the well's position: nobody can say whose it is.
    const named = rows.filter(([well, , sample]) => sample !== "N/A" && sample !== well);
    expect(rows.length - named.length).toBe(nameless);
    expect(named.length).toBeGreaterThan(1);
    for (const [, location, sample, target, ct] of named)
      expect(ours).toContain([Number(location), sample, target, ct ? Number(ct) : ""].join("|"));
    // Of example01 the other parser leaves out the last two rows, which no blank line follows.
    expect(ours.length - named.length).toBe(path.endsWith("_example01.txt") ? 2 : 0);
  });
});

describe.runIf(there)("what is no table of wells is refused in a sentence", () => {
  test.each([
    [text("minimal_test03"), "no-ct", /of a genotyping run/],
    ["design_analysis_csv/GabPescador__qPCRAnalysis__assay_info.csv", "format-unknown", /begins with "Target,Oligos/],
    ["design_analysis_csv/GabPescador__qPCRAnalysis__sample_info.csv", "format-unknown", /begins with "Sample,Name/],
  ])("%s", (path, code, told) => {
    const { length, problems } = read(path);
    expect(length).toBe(0);
    expect(problems).toMatchObject([{ code, text: expect.stringMatching(told) }]);
  });
});

describe.runIf(there)("flags, scores and thresholds", () => {
  const flagged = (path: string) => {
    const { columns, texts } = read(path);
    const counts: Record<string, number> = {};
    for (const code of columns.flags)
      for (const word of texts[code]!.split(";")) if (word !== "") counts[word] = (counts[word] ?? 0) + 1;
    return counts;
  };

  // Counted in the files: cells with Y, and cells of Amp Status other than Amp, of rows with a sample.
  test.each([
    [analysis("design_and_analysis_example15_v1.5.2"), { CQCONF: 4, PRFDROP: 5, EXPFAIL: 1, BADROX: 1, "No Amp": 4 }],
    [analysis("designandanalysis_no_RQ_values_example1"), { "No Amp": 12 }],
    [analysis("designandanalysis_QS1_Standard_Curve_example01"), { NO_AMP: 4 }],
    ["design_analysis_csv/GabPescador__qPCRAnalysis__Results_20240213_184604.csv", { NO_AMP: 39, INCONCLUSIVE: 11 }],
  ])("%s", (path, counts) => {
    expect(flagged(path)).toEqual(counts);
  });

  test("of a workbook the first row's scores and threshold", () => {
    const { columns, cards } = read(analysis("designandanalysis_QS1_Standard_Curve_example01"));
    // Amp Score 1.28037..., Cq Confidence 0.97800..., in thousandths + 1; Threshold 0.1.
    expect([columns.ampScore[0], columns.cqConfidence[0]]).toEqual([1281, 979]);
    expect(columns.threshold[0]).toBeCloseTo(0.1, 6);
    expect(cards).toMatchObject([
      { instrument: "QuantStudio™ 1 System", software: "Design & Analysis Software v2.7.0", columns: 12 },
    ]);
  });
});
