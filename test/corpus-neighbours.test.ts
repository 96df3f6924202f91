import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { position } from "../data/card.ts";
import type { Extract } from "../data/extract.ts";
import { MEASURED, NO_RESULT, UNDETERMINED } from "../data/well.ts";
import { extractOf } from "../stages/formats/extract.ts";

// Exports of the instruments beside those of Applied Biosystems, read where ../shared/corpus is, with no options.

const corpus = new URL("../../shared/corpus/", import.meta.url).pathname;
const there = existsSync(corpus);
const lines = (path: string) =>
  readFileSync(join(corpus, path), "latin1")
    .trim()
    .split(/\r\n|\r|\n/);
const rows = (path: string) => lines(path).map((line) => line.split("\t"));
const read = (path: string) => extractOf({ file: path, bytes: readFileSync(join(corpus, path)) });

test.runIf(!there)(`skipped: there is no corpus in ${corpus}`, (context) => context.skip());

function counts({ length, cards, samples, assays, nameless, problems, doubts, columns }: Extract) {
  const count = (values: ArrayLike<number>, value: number) => Array.from(values).filter((one) => one === value).length;
  const states = [MEASURED, UNDETERMINED, NO_RESULT].map((state) => count(columns.state, state));
  const many = [cards, samples, assays].map((list) => list.length);
  return {
    wells: length,
    states,
    many,
    omitted: count(columns.omitted, 1),
    nameless,
    problems,
    troubled: doubts.length,
  };
}

describe.runIf(there)("ExpressionSuite study of 26 cards", () => {
  const path = "expressionsuite/mashranga__GWAS-analysis__Ahlam-biopsies_20170920_131310.txt";

  test("every well is read, under the study's name, for 26 barcodes are no card's", () => {
    const extract = read(path);
    // Of 1,681 left out 162 have a Ct (formats.md 5.1): 1,519 are undetermined.
    expect(counts(extract)).toEqual({
      ...{ wells: 26 * 384, states: [9984 - 1519, 1519, 0], many: [1, 205, 24], omitted: 1519 + 162 },
      ...{ nameless: 0, problems: [], troubled: 0 },
    });
    const [card] = extract.cards;
    expect(card).toMatchObject({ card: "Ahlam-biopsies", instrument: "QuantStudio™ 12K Flex Real-Time PCR System" });
    expect([...extract.columns.well]).toEqual(Array.from({ length: 9984 }, (_, row) => row + 1));
    expect(extract.columns.vendorMean.every(Number.isNaN)).toBe(true);
    const { columns, samples, assays } = extract;
    const got = Array.from({ length: 9984 }, (_, row) => [
      ...[samples[columns.sample[row]!], assays[columns.assay[row]!], columns.ct[row]!.toFixed(3)],
      ...[columns.ampScore[row]!, columns.threshold[row]!.toFixed(3)],
    ]);
    const want = rows(path)
      .slice(-9984)
      .map((cells) => [
        ...[cells[1], cells[2], cells[5] === "Undetermined" ? "NaN" : cells[5]],
        ...[cells[3] === "Undetermined" ? 0 : Math.round(Number(cells[3]) * 1000) + 1, cells[15]],
      ]);
    expect(got).toEqual(want);
  });

  test("the wells give ExpressionSuite's own means, errors and RQ (formats.md 5.4)", () => {
    const extract = read(path);
    const { columns, samples, assays } = extract;
    const replicates = new Map<string, number[]>();
    for (let row = 0; row < extract.length; row++) {
      if (columns.omitted[row] === 1 || columns.state[row] !== MEASURED) continue;
      const key = `${assays[columns.assay[row]!]}\t${samples[columns.sample[row]!]}`;
      replicates.set(key, [...(replicates.get(key) ?? []), columns.ct[row]!]);
    }
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const meanOf = (assay: string, sample: string) => {
      const found = replicates.get(`${assay}\t${sample}`);
      return found && mean(found);
    };
    const [head, ...oracle] = rows("expressionsuite/mashranga__GWAS-analysis__study_oracle.tsv");
    expect(oracle).toHaveLength(24);
    for (const cells of oracle) {
      const is = (name: string) => Number(cells[head!.indexOf(name)]);
      const assay = cells[0]!;
      const pairs = samples.flatMap((sample) => {
        const [target, control] = [meanOf(assay, sample), meanOf("YWHAZ", sample)];
        return target === undefined || control === undefined ? [] : [{ target, delta: target - control }];
      });
      const n = pairs.length;
      expect(n, assay).toBe(is("samples_used"));
      const delta = mean(pairs.map((pair) => pair.delta));
      const error = Math.sqrt(pairs.reduce((sum, pair) => sum + (pair.delta - delta) ** 2, 0) / (n - 1) / n);
      const near = (got: number, name: string) =>
        expect(Math.abs(got - is(name)), `${assay} ${name}`).toBeLessThan(0.000501);
      near(mean(pairs.map((pair) => pair.target)), "file_ct_mean");
      const own = [...columns.assay]
        .map((code, row) => [code, row] as const)
        .filter(([code]) => assays[code] === assay);
      expect(own.length).toBe(is("wells"));
      expect(own.filter(([, row]) => columns.state[row] === UNDETERMINED).length).toBe(is("undetermined"));
      expect(own.filter(([, row]) => columns.omitted[row] === 1).length).toBe(is("omitted"));
      // The control itself has no difference.
      expect((cells[head!.indexOf("file_dct_mean")] ?? "") === "", assay).toBe(assay === "YWHAZ");
      if (assay === "YWHAZ") continue;
      near(delta, "file_dct_mean");
      near(error, "file_dct_se");
      // The quantile of t with 100 degrees of freedom at 0.975, from a table.
      near(2 ** (-1.98397 * error), "file_rq_min");
      near(2 ** (1.98397 * error), "file_rq_max");
    }
  });
});

describe.runIf(there)("Fluidigm BioMark 48.48", () => {
  test("every chamber, 999 as undetermined, calls as flags", () => {
    const path = "fluidigm_biomark/bioc__HTqPCR__BioMark_sample.csv";
    const extract = read(path);
    // 240 chambers have no sample's name.
    const split = lines(path)
      .slice(12)
      .map((line) => line.split(","));
    const named = split.filter(([, sample]) => sample !== "");
    expect([split.length, named.length]).toEqual([2304, 2064]);
    const none = named.filter((cells) => cells[6] === "999").length;
    expect(counts(extract)).toEqual({
      ...{ wells: 2064, states: [2064 - none, none, 0], many: [1, 5, 4], omitted: 0 },
      ...{ nameless: 240, problems: [], troubled: 0 },
    });
    expect(extract.cards[0]).toMatchObject({ card: "ChipRun", software: "2.1.1", columns: 0 });
    const { columns, samples, assays, texts } = extract;
    const got = named.map((_, row) => [
      ...[columns.well[row], samples[columns.sample[row]!], assays[columns.assay[row]!]],
      ...[columns.ct[row], texts[columns.flags[row]!]],
    ]);
    const want = named.map(([chamber, sample, , , assay, , ct, , call]) => {
      const [, row, column] = /^S(\d+)-A(\d+)$/.exec(chamber!)!.map(Number);
      const flag = call === "Pass" ? "" : "Fail";
      return [(row! - 1) * 96 + column!, sample, assay, ct === "999" ? Number.NaN : Number(ct), flag];
    });
    expect(got).toEqual(want);
  });
});

describe.runIf(there)("Bio-Rad CFX Maestro", () => {
  test("every Cq is another parser's; without names of targets the two dyes of each well are the assays", () => {
    const extract = read("biorad_cfx/Benchling-Open-Source__allotropy__example01.csv");
    expect(counts(extract)).toEqual({
      ...{ wells: 48, states: [48, 0, 0], many: [1, 12, 2], omitted: 0 },
      ...{ nameless: 0, problems: [], troubled: 0 },
    });
    const { columns, samples } = extract;
    const got = Array.from({ length: 48 }, (_, row) => {
      const at = position(columns.well[row]!, extract.cards[0]!.columns);
      return [at, samples[columns.sample[row]!], columns.ct[row]].join("\t");
    });
    const want = rows("biorad_cfx/Benchling-Open-Source__allotropy__example01.cq.tsv").slice(1);
    expect(got.sort()).toEqual(
      want.map(([well, , sample, , ct]) => [well!.replace(/^([A-Z])0/, "$1"), sample, ct].join("\t")).sort(),
    );
    expect(extract.assays).toEqual(["FAM", "VIC"]);
  });
});

describe.runIf(there)("Rotor-Gene", () => {
  test("every Ct, of a file whose last line has no end but all of its cells", () => {
    const path = "rotorgene/NoahHenrikKleinschmidt__qpcr__28S_irregular.csv";
    const extract = read(path);
    expect(counts(extract)).toEqual({
      ...{ wells: 24, states: [24, 0, 0], many: [1, 12, 1], omitted: 0 },
      ...{ nameless: 0, problems: [], troubled: 0 },
    });
    const { columns, samples } = extract;
    const want = lines(path)
      .filter((line) => /^\d+;/.test(line))
      .map((line) => line.split(";"));
    expect([...columns.well].map((well, row) => [well, samples[columns.sample[row]!], columns.ct[row]])).toEqual(
      want.map((cells) => [Number(cells[0]), cells[2], Number(cells[4])]),
    );
    expect(extract.assays).toEqual(["28S"]);
    expect(extract.cards[0]).toMatchObject({ instrument: "717122", run: "3/16/2021 10:34:20 AM", columns: 0 });
    expect(columns.threshold[0]).toBeCloseTo(0.06, 6);
  });
});

describe.runIf(there)("LightCycler 480", () => {
  test("it is refused, for nothing in it names an assay", () => {
    const extract = read("lightcycler/bioc__HTqPCR__LightCycler_sample.txt");
    expect(extract.length).toBe(0);
    expect(extract.problems.map(({ code, line }) => [code, line])).toEqual([["assay-unnamed", 2]]);
    expect(extract.problems[0]!.text).toContain('the filter "SYBR Green (483-533)" is not one');
  });
});
