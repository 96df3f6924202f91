import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readAlone } from "./read-alone.ts";

// Other people's exports of the SDS family, read where ../shared/corpus is. What they must give was counted in their lines
// by grep and awk, and stands in SOURCES.tsv there.

const corpus = new URL("../../shared/corpus/", import.meta.url).pathname;
const there = existsSync(corpus);
test.runIf(!there)(`skipped: there is no corpus in ${corpus}`, (context) => context.skip());

const read = (file: string) => readAlone({ file, bytes: readFileSync(join(corpus, file)) });

const asthma = "Andrea290799__MicroRNA-profiling-of-severe-uncontrolled-allergic-asthmatic-patients";
const files = [
  {
    file: "sds2_rq/bioc__ReadqPCR__example2.txt",
    wells: 768,
    undetermined: 110,
    cards: 2,
    samples: 8,
    program: "SDS 2.1",
  },
  {
    file: "sds2_rq/bioc__ReadqPCR__exampleTechReps.txt",
    wells: 2280,
    undetermined: 583,
    cards: 6,
    samples: 6,
    program: "SDS 2.1",
  },
  { file: "sds2_rq/bioc__ddCt__Experiment1.txt", wells: 18, undetermined: 0, cards: 1, samples: 2, program: "SDS 2.1" },
  {
    file: "sds2_rq/bioc__ddCt__ExperimentWithNTC.txt",
    wells: 21,
    undetermined: 2,
    cards: 1,
    samples: 3,
    program: "SDS 2.1",
  },
  {
    file: `rq_manager/${asthma}__rq_manager_1.2_excerpt.txt`,
    wells: 5,
    undetermined: 4,
    cards: 1,
    samples: 1,
    program: "RQ Manager 1.2",
  },
];

describe.runIf(there)("read without options", () => {
  test.each(files)("$file", ({ file, wells, undetermined, cards, samples, program }) => {
    const got = read(file);
    expect(got.problems).toEqual([]);
    expect(got.wells).toHaveLength(wells);
    expect(got.wells.filter((row) => row.state === "undetermined")).toHaveLength(undetermined);
    expect(got.cards).toHaveLength(cards);
    expect(new Set(got.wells.map((row) => row.sample)).size).toBe(samples);
    for (const card of got.cards) {
      expect(card.software).toBe(program);
      expect(readFileSync(join(corpus, file), "latin1")).toContain(`\t${card.instrument}\t`);
      expect(card.instrument).not.toBe("");
    }
  });

  test("what stands in the lines is what is read, and nothing of the table behind them", () => {
    for (const { file } of files) {
      const lines = readFileSync(join(corpus, file), "latin1").split(/\r\n|\r|\n/);
      const heading = lines.findIndex((line) => line.startsWith("Well\t"));
      const names = lines[heading]!.split("\t");
      const of = (line: string, name: string) => line.split("\t")[names.indexOf(name)] ?? "";
      const all = lines.slice(heading + 1);
      const end = all.findIndex((line) => !/^\d+\t/.test(line));
      const theirs = (end < 0 ? all : all.slice(0, end)).map((line) => [
        Number(of(line, "Well")),
        of(line, "Sample"),
        of(line, "Detector"),
        /^[\d.]+$/.test(of(line, "Ct")) ? Number(of(line, "Ct")) : Number.NaN,
      ]);
      const ours = read(file).wells.map(({ well, sample, assay, ct }) => [well, sample, assay, ct]);
      expect(ours).toEqual(theirs);
    }
  });
});

describe.runIf(there)("wells that the scientist marked as outliers", () => {
  test("are left out: without them, and only without them, the replicates' mean is the vendor's", () => {
    const { wells: rows } = read("sds2_rq/bioc__ReadqPCR__exampleTechReps.txt");
    const marked = rows.filter((row) => row.omitted);
    expect(marked).toHaveLength(10);
    const mean = (cts: readonly number[]) => cts.reduce((sum, ct) => sum + ct, 0) / cts.length;
    for (const one of marked) {
      const all = rows.filter((row) => row.card === one.card && row.assay === one.assay && row.state === "measured");
      expect(all.length).toBeGreaterThan(2);
      const kept = all.filter((row) => !row.omitted).map((row) => row.ct);
      expect(mean(kept)).toBeCloseTo(one.vendorMean, 4);
      expect(Math.abs(mean(all.map((row) => row.ct)) - one.vendorMean)).toBeGreaterThan(0.05);
    }
  });
});

describe.runIf(there)("refused with a sentence", () => {
  const detector = "sds2_rq_bydetector/igg-molecular-biology-lab__pipe-t__GSM1054";
  const hybrid = "sds2_rq_hybrid/igg-molecular-biology-lab__pipe-t__GSM6280";
  const bare = "sds2_rq_bare/bioc__HTqPCR__sample";
  const refused = [
    ...["691_ADC1-A_dot", "711_SCC1-A_dot"].map((name) => ({
      file: `${detector}${name}.txt`,
      code: "ct-averaged",
      line: 9,
    })),
    // Of the second, well 7 is undetermined, in line 24; of the first none of the first 48, and "?Ct SE" in line 17 gives it away.
    { file: `${hybrid}68_15b.txt`, code: "columns-contradict", line: 17 },
    { file: `${hybrid}93_49b1.txt`, code: "columns-contradict", line: 24 },
    ...[1, 2].map((at) => ({ file: `${bare}${at}.txt`, code: "headings-missing", line: 1 })),
  ];
  test.each(refused)("$file: $code", ({ file, code, line }) => {
    const { wells: rows, problems } = read(file);
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([{ code, file, line }]);
  });
});
