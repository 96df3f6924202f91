import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ColumnMap } from "../data/column-map.ts";
import type { Assay } from "../data/panel.ts";
import { Troubles } from "../data/trouble.ts";
import { MEASURED, UNDETERMINED, Wells } from "../data/well.ts";
import { discovering } from "../stages/formats/discovering.ts";
import { Intake } from "../stages/formats/intake.ts";
import { read } from "../stages/formats/read.ts";

// Tables of other people, read where ../shared/corpus is: as they are, or by a map of their columns.

const corpus = new URL("../../shared/corpus/", import.meta.url);
const there = existsSync(corpus);
test.runIf(!there)(`skipped: there is no corpus in ${corpus.pathname}`, (context) => context.skip());

const text = (path: string) => readFileSync(new URL(path, corpus), "latin1");

/** Wells as "card|well|sample|assay|ct" and what was told. */
function taken(path: string, map?: ColumnMap) {
  const troubles = new Troubles();
  const assays: Assay[] = [];
  const wells = new Wells(discovering(assays), []);
  wells.assay = new Uint32Array(0);
  const intake = new Intake(wells, troubles);
  const columns = map && { map, from: "study.yaml line 3" };
  read({ file: path, bytes: readFileSync(new URL(path, corpus)), columns }, intake);
  intake.finish(() => false);
  const rows = Array.from({ length: wells.length }, (_, row) => row);
  return {
    problems: troubles.problems,
    cards: wells.cards.map(({ card }) => card),
    undetermined: rows.filter((row) => wells.state[row] === UNDETERMINED).length,
    omitted: rows.filter((row) => wells.omitted[row] === 1).length,
    wells: rows.map((row) =>
      [
        wells.cards[wells.card[row]!]!.card,
        wells.well[row],
        intake.names[wells.sample[row]!],
        assays[wells.assay[row]!]!.assay,
        wells.state[row] === MEASURED ? wells.ct[row] : "",
      ].join("|"),
    ),
  };
}

describe.runIf(there)("bodies of SDS exports without headings", () => {
  const map: ColumnMap = {
    ...{ header: "none", well: 1, position: 3, sample: 5, assay: 6, task: 7, ct: 8, omitted: 16, card: 2 },
  };
  const files = [1, 2].map((n) => `sds2_rq_bare/bioc__HTqPCR__sample${n}.txt`);

  test.each(files)("%s has 384 wells of one card, by its map", (path) => {
    const theirs = text(path)
      .split("\r")
      .filter((line) => line !== "")
      .map((line) => line.split("\t"));
    expect(theirs).toHaveLength(384);
    const got = taken(path, map);
    expect(got.problems).toEqual([]);
    expect(got.cards).toEqual([theirs[0]![1]]);
    expect(got.undetermined).toBe(theirs.filter((cells) => cells[7] === "Undetermined").length);
    expect(got.omitted).toBe(theirs.filter((cells) => cells[15] === "TRUE").length);
    expect(got.wells).toEqual(
      theirs.map(([well, card, , , sample, assay, , ct]) =>
        [card, well, sample, assay, ct === "Undetermined" ? "" : Number(ct)].join("|"),
      ),
    );
  });

  test.each(files)("%s without a map is refused, and the remedy names one", (path) => {
    const { problems, wells } = taken(path);
    expect(wells).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(["headings-missing"]);
    expect(problems[0]!.text).toContain("columns: {");
  });
});

describe.runIf(there)("analysts' tables", () => {
  const spaced = "long_wide_csv/bioc__ReadqPCR__qPCR.example.txt";

  test("a table parted by spaces, whose wells restart on each plate", () => {
    const theirs = text(spaced)
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(" "));
    const map: ColumnMap = {
      ...{ delimiter: "space", card: "PlateID", well: "Well", sample: "Sample", assay: "Detector", ct: "Cq" },
    };
    const { problems, cards, wells } = taken(spaced, map);
    expect(problems).toEqual([]);
    expect(cards).toEqual(["A", "B", "C", "D"]);
    expect(theirs).toHaveLength(200);
    expect(wells).toEqual(
      theirs.map(([well, card, sample, assay, ct]) => [card, well, sample, assay, Number(ct)].join("|")),
    );
    expect(taken(spaced).problems.map(({ code }) => code)).toEqual(["format-unknown"]);
  });

  test.each([
    { path: "long_wide_csv/cran__pcr__ct1.csv", genes: ["c_myc", "GAPDH"], last: "has no line end" },
    { path: "long_wide_csv/cran__pcr__ct4.csv", genes: ["ref", "target"] },
  ])("$path names no samples: it is refused, with the map that it needs, and read by that", ({ path, genes, last }) => {
    const theirs = text(path)
      .trimEnd()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(","));
    const { problems } = taken(path);
    expect(problems.map(({ code }) => code)).toEqual(["format-unknown"]);
    expect(problems[0]!.text).toContain(`${genes.map((gene) => `"${gene}"`).join(" and ")}, and names no samples`);
    expect(problems[0]!.text).toContain(`samples: [a name for each of the ${theirs.length} rows]`);
    const samples = theirs.map((_, at) => `sample ${Math.floor(at / 3)}`);
    const got = taken(path, { rows: "samples", samples });
    // Of the Ct 23.4 at the end of a file nobody knows whether it was 23.47.
    if (last) expect(got.problems[0]!.text).toContain(last);
    expect(got.problems).toHaveLength(last ? 1 : 0);
    expect(got.wells.map((well) => well.split("|").slice(2))).toEqual(
      theirs.flatMap((cells, at) => cells.map((ct, column) => [samples[at], genes[column], String(Number(ct))])),
    );
  });

  test.each([
    ...["geNorm", "Bladder", "Colon"].map((name) => `reference-genes/bioc__NormqPCR__${name}.csv`),
    ...["assay_info", "cleaned_results_table", "sample_info"].map(
      (name) => `design_analysis_csv/GabPescador__qPCRAnalysis__${name}.csv`,
    ),
  ])("%s holds no Ct of wells, and is not taken for it", (path) => {
    expect(taken(path).problems.map(({ code }) => code)).toEqual(["format-unknown"]);
  });
});
