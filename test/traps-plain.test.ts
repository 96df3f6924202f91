import { utils, write } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import type { ColumnMap } from "../data/column-map.ts";
import type { Assay } from "../data/panel.ts";
import { remedies } from "../data/remedies.ts";
import { Troubles } from "../data/trouble.ts";
import { MEASURED, UNDETERMINED, Wells } from "../data/well.ts";
import { loadOpener, open } from "../pipeline/containers/open.ts";
import { discovering } from "../stages/formats/discovering.ts";
import { Intake } from "../stages/formats/intake.ts";
import { read } from "../stages/formats/read.ts";

// What goes wrong in tables that people make: each is read right, or refused by a sentence that says where and what to do.

await loadOpener();

/** Wells as "sample|assay|ct" (und, blank), and what is told, as "code line text". */
function taken(content: string | Uint8Array, map?: ColumnMap) {
  const troubles = new Troubles();
  const assays: Assay[] = [];
  const wells = new Wells(discovering(assays), []);
  wells.assay = new Uint32Array(0);
  const intake = new Intake(wells, troubles);
  const columns = map && { map, from: "study.yaml line 3" };
  read(open({ file: "cards/my.csv", bytes: Buffer.from(content), columns }), intake);
  intake.finish(() => false);
  return {
    told: troubles.problems.map(({ code, line, text }) => `${code} ${line} ${text}`),
    cards: wells.cards.map(({ card, format }) => `${card} ${format}`),
    flags: Array.from({ length: wells.length }, (_, row) => wells.texts[wells.flags[row]!]!),
    written: Array.from({ length: wells.length }, (_, row) => wells.asWritten(row)),
    wells: Array.from({ length: wells.length }, (_, row) => {
      const state = wells.state[row]!;
      const ct = state === MEASURED ? wells.ct[row] : state === UNDETERMINED ? "und" : "blank";
      return `${intake.names[wells.sample[row]!]}|${assays[wells.assay[row]!]!.assay}|${ct}`;
    }),
  };
}

function workbook(sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  return write(book, { type: "buffer", bookType: "xlsx" });
}

describe("a row for each well", () => {
  test("sample,target,ct reads without a word", () => {
    expect(taken("sample,target,ct\nS1,GAPDH,18.5\nS1,TP53,27.25\n")).toMatchObject({
      told: [],
      cards: ["my long-table"],
      wells: ["S1|GAPDH|18.5", "S1|TP53|27.25"],
    });
  });

  test.each([
    "Sample Name;Detector;Cq\nS1;GAPDH;18,5\nS1;TP53;27,25\n",
    "Gene\tCp\tSample ID\tGroup\nGAPDH\t18.5\tS1\ta\nTP53\t27.25\tS1\tb\n",
    "\uFEFFsample,gene,assay_id,Cт\nS1,x,GAPDH,18.5\nS1,y,TP53,27.25\n",
    "\n\nSAMPLE,TARGET,CT\nS1,GAPDH,18.5\nS1,TP53,27.25\n",
  ])("%j", (text) => {
    expect(taken(text)).toMatchObject({ told: [], wells: ["S1|GAPDH|18.5", "S1|TP53|27.25"] });
  });

  test("a sheet of a workbook, beside sheets that are none", () => {
    const table = [
      ["Sample", "Target", "Ct"],
      ["S1", "GAPDH", 18.5],
      ["S1", "TP53", "Undetermined"],
    ];
    expect(taken(workbook({ notes: [["seen"]], wells: table }))).toMatchObject({
      told: [],
      wells: ["S1|GAPDH|18.5", "S1|TP53|und"],
    });
  });

  test("words mean undetermined, a blank says nothing, a number is a number", () => {
    const words = ["Undetermined", "Und", "NA", "N/A", "NaN", "-", "#DIV/0!", "", "40", "40.0"];
    const { told, wells } = taken(`sample,target,ct,by\n${words.map((word) => `S,A,${word},me\n`).join("")}`);
    expect(told).toEqual([]);
    expect(wells.map((well) => well.split("|")[2])).toEqual([...Array(7).fill("und"), "blank", "40", "40"]);
  });

  test.each(["100", "999", "-1", "0.00"])("%s is no number of cycles, and is not taken for a word", (ct) => {
    expect(taken(`sample,target,ct\nS,A,${ct}\n`).told).toEqual([
      `ct-not-a-number 2 "${ct}" is not a number of cycles from 0 to 60, nor "Undetermined".`,
    ]);
  });

  test("the flag Undetermined beside a number: refused, for one of the two is wrong", () => {
    const { told } = taken("Sample,Gene,Ct,Flag\nS,A,34.2,Undetermined\nS,B,30,OK\nS,C,Undetermined,Undetermined\n");
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^cell-not-valid 2 the flag "Undetermined" stands beside the Ct "34.2"; .*no_ct_flags/);
  });

  test("... a map says which of them holds, and what was written is kept", () => {
    const text = "Sample,Gene,Ct,Flag\nS,A,34.2,Undetermined\nS,B,30,OK\n";
    const map: ColumnMap = { sample: "Sample", assay: "Gene", ct: "Ct" };
    expect(taken(text, map)).toMatchObject({ told: [], wells: ["S|A|34.2", "S|B|30"] });
    expect(taken(text, { ...map, flag: "Flag", no_ct_flags: ["undetermined"] })).toMatchObject({
      told: [],
      wells: ["S|A|und", "S|B|30"],
      flags: ["Undetermined", ""],
      written: ["34.2", "30"],
    });
  });

  test.each([
    ["Sample,Gene,Ct,Ct\nS,A,20,21\n", 'columns-unclear 1 the columns "Ct" and "Ct" may each be the ct.'],
    ["Sample,Gene,Ct,Cq\nS,A,20,21\n", 'columns-unclear 1 the columns "Ct" and "Cq" may each be the ct.'],
    ["Sample,Gene,Ct,Omit\nS,A,20,x\n", 'cell-not-valid 2 "x" does not tell whether the well is left out'],
    ["Sample,Gene,Ct,By\nS,A,20,me\nS,,21,me\n", 'cell-not-valid 3 holds the Ct "21" and names no assay.'],
    ["Sample,Gene,Ct\nS,A,20,5\n", "cell-not-valid 2 holds more cells than the 3 headings."],
    ["Sample,Gene,Ct\nS,A,20.4", "file-truncated 2 the last line of the table has no line end"],
    ['Sample,Gene,Ct\nS,"A,20.4\n', "csv-syntax 2"],
  ])("%j is refused", (text, told) => {
    expect(taken(text).told[0]).toContain(told);
  });

  test.each([
    ["a value may be anything", "sample,gene,value\nS,A,20\n"],
    ["means are not wells", "Sample,Target,Cq Mean\nS,A,20\n"],
    ["spaces part no cells unless a map says so", "Sample Detector Cq\nS A 20\n"],
    ["a table of deltact's own", "sample,assay,gene,ct,delta_ct\nS,A,A,20,3\n"],
  ])("%s: not claimed, and the remedy names the map", (_, text) => {
    expect(taken(text).told[0]).toMatch(/^format-unknown/);
    expect(remedies["format-unknown"]).toContain("columns:");
  });

  test("wells without numbers count up on each card", () => {
    const { cards, told } = taken("sample,target,ct,plate\nS,A,20,p1\nS,A,21,p2\nS,B,22,p1\n");
    expect({ cards, told }).toEqual({ cards: ["p1 long-table", "p2 long-table"], told: [] });
  });
});

describe("samples by genes", () => {
  const twice = ["S1|A|20", "S1|B|21.5", "S2|A|und", "S2|B|23"];

  test.each([
    ["the first heading says samples", "sample (Ct),A,B\nS1,20,21.5\nS2,Und,23\n"],
    ["a line above calls it Ct", "Raw Cq values,,\nSample,A,B\nS1,20,21.5\nS2,NA,23\n"],
  ])("%s", (_, text) => {
    expect(taken(text)).toMatchObject({ told: [], cards: ["my wide-table"], wells: twice });
  });

  test("genes down, on a sheet called Ct", () => {
    const rows = [
      ["Gene", "S1", "S2"],
      ["A", 20, "Und"],
      ["B", 21.5, 23],
    ];
    const { told, wells } = taken(workbook({ Ct: rows }));
    expect({ told, wells: [...wells].sort() }).toEqual({ told: [], wells: twice });
  });

  test("assays' ids tell what the first heading does not", () => {
    const { told, wells } = taken("Ct,Hs00153408_m1,Hs99999905_m1\nS1,20,21.5\n");
    expect({ told, wells }).toEqual({ told: [], wells: ["S1|Hs00153408_m1|20", "S1|Hs99999905_m1|21.5"] });
  });

  test("rows and columns that may be either are refused, and read by a map", () => {
    const text = "Ct,A,B\nS1,20,21.5\nS2,Und,23\n";
    expect(taken(text).told).toEqual([
      'columns-unclear 1 nothing tells whether the rows are samples or genes: they are "S1" and "S2", and the columns "A" and "B".',
    ]);
    expect(taken(text, { rows: "samples" })).toMatchObject({ told: [], wells: twice });
    expect(taken(text, { rows: "genes" }).wells).toEqual(["A|S1|20", "B|S1|21.5", "A|S2|und", "B|S2|23"]);
  });

  test.each([
    "sample,A,B\nS1,20,21.5\n",
    "sample,A,B\nS1,0.042,0.051\n",
    "sample (delta Ct),A,B\nS1,4,5.5\n",
    "ΔCt,,\nsample,A,B\nS1,4,5.5\n",
    "dCt,Hs00153408_m1,Hs99999905_m1\nS1,4,5.5\n",
  ])("%j is nowhere called Ct: not claimed", (text) => {
    expect(taken(text).told[0]).toMatch(/^format-unknown/);
  });

  test("a column that holds no Ct is told, and left aside by a map; 40 means what the map says", () => {
    const text = "Name,tissue,A,B\nS1,liver,20,21.5\nS2,spleen,40,23\n";
    const map: ColumnMap = { rows: "samples", no_ct: [40] };
    expect(taken(text, map).told[0]).toContain('ct-not-a-number 2 "liver" is not a number of cycles');
    expect(taken(text, { ...map, ignore: ["tissue"] })).toMatchObject({ told: [], wells: twice });
  });

  test.each([
    ["Name,A,B\nS1,20,21\n,22,23\n", "cell-not-valid 3 the row has no name."],
    ["Name,A,\nS1,20,21\n", 'cell-not-valid 2 "21" stands under no heading.'],
    ["Name,A,B\nS1,20,21\n\nS2,22,23\n", "table-broken 4"],
    ["Name,A,B\nS1,20,21", "file-truncated 2"],
  ])("%j is refused", (text, told) => {
    expect(taken(text, { rows: "samples" }).told[0]).toContain(told);
  });

  test("the names of the rows, where no column has them", () => {
    const text = "A,B\n20,21\n22,23\n";
    expect(taken(text).told[0]).toMatch(/^format-unknown .*names no samples; .*\[a name for each of the 2 rows\]/);
    expect(taken(text, { rows: "samples", samples: ["S1"] }).told).toEqual([
      "columns-unclear 1 holds 2 rows, and `samples:` names 1.",
    ]);
    expect(taken(text, { rows: "samples", samples: ["S1", "S1"] }).wells).toEqual([
      "S1|A|20",
      "S1|B|21",
      "S1|A|22",
      "S1|B|23",
    ]);
  });
});

describe("a map", () => {
  const map: ColumnMap = { sample: 1, assay: 2, ct: 3 };

  test.each<[string, ColumnMap, string]>([
    ["S1,A,20\nS1,B,21\n", map, "columns-unclear 1 the line of the headings holds a Ct; where there are no headings"],
    ["Who,What,Ct\nS1,A,20\n", { ...map, header: "none" }, 'ct-not-a-number 1 "Ct"'],
    [
      "Who,What,Ct\nS1,A,20\n",
      { ...map, ct: 4 },
      "column-missing 1 has no column 4, which study.yaml line 3 names: it has 3.",
    ],
    [
      "Who,What,Ct\nS1,A,20\n",
      { ...map, assay: "Wat" },
      'column-missing 1 has no column "Wat", which study.yaml line 3 names; its columns are "Who", "What" and "Ct".',
    ],
    ["Who,What,Ct\nS1,A,20\n", { ...map, header: 9 }, "columns-unclear undefined has no line 9 of headings"],
    ["Who,What,Ct\nS1,A,20\n", { ...map, assay: "Who" }, "columns-unclear 1 sample and assay are one column."],
    [
      "Ct,Who,What,Ct\n20,S1,A,21\n",
      { sample: 2, assay: 3, ct: "Ct" },
      'columns-unclear 1 has 2 columns "Ct", of which',
    ],
    ["Who What Ct\nS 1 A 20\n", { ...map, delimiter: "space" }, "cell-not-valid 2 has 4 cells, the table 3 columns"],
  ])("%j by %j is refused", (text, columns, told) => {
    expect(taken(text, columns).told[0]).toContain(told);
  });

  test("holds whatever the headings say, on lines that a map or its names tell", () => {
    const text = "made by me,,\nCt,What,Who\nS1,A,20\n";
    expect(taken(text, { ...map, header: 2 })).toMatchObject({ told: [], wells: ["S1|A|20"], cards: ["my mapped"] });
    expect(taken(text, { sample: "Ct", assay: "What", ct: "Who" }).wells).toEqual(["S1|A|20"]);
  });

  test("of one sheet of a workbook", () => {
    const sheets = {
      plan: [["a"], ["b"]],
      "plate 1": [
        ["Who", "What", "Value"],
        ["S1", "A", 20],
      ],
    };
    expect(taken(workbook(sheets), { ...map, sheet: "plate 1" })).toMatchObject({ told: [], wells: ["S1|A|20"] });
    expect(taken(workbook(sheets), map).told[0]).toContain("column-missing 1 has no column 2");
    expect(taken(workbook(sheets), { ...map, sheet: "plate 2" }).told[0]).toContain(
      'columns-unclear undefined holds no table on a sheet "plate 2"',
    );
  });

  test("numbers in `no_ct` mean undetermined, others do not", () => {
    const text = "Who,What,Ct,x\nS1,A,40,\nS1,B,40.000,\nS1,C,39.9,\n";
    expect(taken(text, { ...map, no_ct: [40] }).wells).toEqual(["S1|A|und", "S1|B|und", "S1|C|39.9"]);
    expect(taken(text, map).wells).toEqual(["S1|A|40", "S1|B|40", "S1|C|39.9"]);
  });
});
