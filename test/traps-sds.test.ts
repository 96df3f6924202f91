import { describe, expect, test } from "vitest";
import type { Export } from "../data/export.ts";
import { defaults } from "../data/setting.ts";
import { loadOpener, open } from "../pipeline/containers/open.ts";
import { formats } from "../stages/formats/index.ts";
import { sourceOf } from "../stages/formats/source.ts";
import { HEAD } from "../stages/formats/text.ts";
import { quality } from "../stages/quality.ts";
import { refusals } from "../stages/refusals/index.ts";
import { wells as stage } from "../stages/wells.ts";
import { readAlone } from "./read-alone.ts";
import { nothingKnown } from "./subjects.ts";
import { type MadeAssay, madePanel } from "./wells-made.ts";

// The traps of the SDS family, each in a small export made for it.

await loadOpener();

/** A table as lines of cells parted by tabs; "|" stands for the tab. */
const lines = (...rows: readonly string[]) => rows.map((row) => row.replaceAll("|", "\t"));
const source = (rows: readonly string[], end = "\n", file = "export.txt") => ({
  file,
  bytes: Buffer.from(rows.map((row) => row + end).join("")),
});
const read = (rows: readonly string[], end?: string) => readAlone(source(rows, end));
const cts = ({ wells }: ReturnType<typeof readAlone>) =>
  wells.map(({ ct, state }) => (state === "undetermined" ? "u" : state === "measured" ? String(ct) : ""));

/** Through the stage, with one sample "s". */
function wellsOf(exports: readonly Export[], assays: readonly MadeAssay[]) {
  const blank = { card: "", subject: "", visit: "", time: "", hours: undefined, collected: "", columns: {}, line: 2 };
  const samples = [{ sample: "s", ...blank }];
  return stage.run({ exports, panel: madePanel(assays), samples, withheld: new Set() }, {});
}

const keys = ["SDS 2.1RQ Results|1.0", "Assay Type|RQ Study", "EmbeddedFile|card A", "Run DateTime|Tue Feb 12", ""];
const head = "Well|PlateID|Sample|Detector|Task|Ct|delta Rn|Ct Avg|Endo Ct Avg|Instrument|Outlier|Filename";
const one = (...rows: readonly string[]) => lines(...keys, head, ...rows);

describe("SDS 2.1", () => {
  test("the summary behind the wells is no wells, with or without more columns than they have", () => {
    const summary = [
      "Summary Data for Study another study",
      "Endogenous Control|18S",
      "PlateID|Sample|Detector|Avg delta Ct|delta Ct SD|delta delta Ct|RQ|RQ Min|RQ Max|Threshold|a|b|c|d",
      "1|s1|18S|11.5|0.1|0|1|1|1|0.2|x|x|x|x",
    ];
    const got = read([...one("1||s1|18S|Target|11.5|0.9|11.5|11.5|7|| card A"), "", ...lines(...summary)]);
    expect(got.problems).toEqual([]);
    expect(got.wells).toMatchObject([{ well: 1, sample: "s1", ct: 11.5 }]);
  });

  test("only the last column tells the cards apart, and the listed plates need not be those of the table", () => {
    const got = read(one("1||s1|18S|Target|11|0.9|11|11|7||card B", "1||s2|18S|Target|12|0.9|12|12|8||card C"));
    expect(got.problems).toEqual([]);
    expect(got.cards.map(({ card, run, instrument, software }) => [card, run, instrument, software])).toEqual([
      ["card B", "", "7", "SDS 2.1"],
      ["card C", "", "8", "SDS 2.1"],
    ]);
  });

  test("of several plates that are listed none is taken for the card that no column names", () => {
    const listed = keys.toSpliced(4, 0, "EmbeddedFile|card B", "Run DateTime|Wed Feb 13");
    const got = read(lines(...listed, "Well|Sample|Detector|Task|Ct|delta Rn", "1|s1|18S|Target|11|0.9"));
    expect(got.cards.map(({ card, run }) => [card, run])).toEqual([["export", ""]]);
    const single = read(lines(...keys, "Well|Sample|Detector|Task|Ct|delta Rn", "1|s1|18S|Target|11|0.9"));
    expect(single.cards.map(({ card, run }) => [card, run])).toEqual([["card A", "Tue Feb 12"]]);
  });

  test("a word in Ct is undetermined whatever stands beside it; a number is itself, above 40 too", () => {
    const got = read(
      one(
        "1||s1|18S|Endogenous Control|Undetermined|Undetermined|40.0|40.0|7||card A",
        "2||s1|A|Target|42.57|0.1|42.57|40.0|7||card A",
        "3||s1|B|Target|40.000|0.1|40|40.0|7||card A",
        "4||s1|C|Target||0.1|||7||card A",
      ),
    );
    expect(got.problems).toEqual([]);
    expect(cts(got)).toEqual(["u", "42.57", "40", ""]);
  });

  test("an outlier marked X is left out, and one that is not marked is not", () => {
    const got = read(one("1||s|A|Target|20|1|20||7|X|card A", "2||s|A|Target|20|1|20||7||card A"));
    expect(got.wells.map((row) => row.omitted)).toEqual([true, false]);
  });

  test("rows shorter than the headings end in blanks; longer ones may hold blanks alone", () => {
    expect(cts(read(one("1||s|A|Target|20|1|20||7||card A|||", "2||s|B|Target|21")))).toEqual(["20", "21"]);
    expect(read(one("1||s|A|Target|20|1|20||7||card A||more")).problems).toMatchObject([
      { code: "cell-not-valid", line: 7 },
    ]);
  });

  test("a column more, by a name twice or unknown, moves no other", () => {
    const wider = "Well|PlateID|Sample|Detector|Detector|Task|reu|Ct|delta Rn|Filename";
    const got = read(lines(...keys, wider, "1||s1|18S|copy|Target|99|23.5|0.9|card A"));
    expect(got.wells).toMatchObject([{ assay: "18S", ct: 23.5, card: "card A" }]);
  });

  test("two columns Ct that are not alike are refused; alike they are one", () => {
    const twice = "Well|PlateID|Sample|Detector|Task|Ct|Ct|Filename";
    expect(cts(read(lines(...keys, twice, "1||s|A|Target|20.5|20.5|card A")))).toEqual(["20.5"]);
    const got = read(lines(...keys, twice, "1||s|A|Target|20.5|20.5|card A", "2||s|B|Target|20.5|21|card A"));
    expect(got.wells).toEqual([]);
    expect(got.problems).toMatchObject([{ code: "columns-contradict", line: 8, column: "Ct" }]);
  });

  test("a hash in an assay's name begins no comment, and 18S is not X18S", () => {
    const got = read(
      one(
        "1||s|hsa-let-7a#_002307|Target|20|1|20||7||card A",
        "2||s|#7|Target|21|1|21||7||card A",
        "3||s|18S-Hs99999901_s1|Target|11|1|11||7||card A",
        "4||s|X18S-Hs99999901_s1|Target|12|1|12||7||card A",
      ),
    );
    const names = ["hsa-let-7a#_002307", "#7", "Hs99999901_s1", "Hs99999901_s1"];
    expect(got.wells.map(({ assay }) => assay.replace(/^X?18S-/, ""))).toEqual(names);
    expect(new Set(got.wells.map(({ assay }) => assay)).size).toBe(4);
  });

  test("lines that end in CR, LF and both in one file are lines", () => {
    const rows = one(
      "1||s|A|Target|20|1|20||7||card A",
      "2||s|B|Target|21|1|21||7||card A",
      "3||s|C|Target|22|1|22||7||card A",
    );
    const mixed = rows.map((row, at) => row + ["\r\n", "\r", "\n"][at % 3]).join("");
    const got = readAlone({ file: "export.txt", bytes: Buffer.from(mixed) });
    expect(got.problems).toEqual([]);
    expect(got.wells.map(({ ct, line }) => [ct, line])).toEqual([
      [20, 7],
      [21, 8],
      [22, 9],
    ]);
  });

  test("the same card in two files is trouble that names both", () => {
    const rows = one("1||s|A|Target|20|1|20||7||card A", "2||s|B|Target|21|1|21||7||card A");
    const exports = ["one.txt", "two.txt"].map((file) => source(rows, "\n", file));
    const assays = [{ gene: "A", role: "reference" } as const, { gene: "B", role: "target" } as const];
    expect(() => wellsOf(exports, assays)).toThrow(
      /two\.txt line 7: the card "card A" has its well 1 \(A\) here and in one\.txt line 7 too\..*\[card-twice\]/s,
    );
  });

  test.each([
    ["SDS 2.2RQ Results|1.0", "SDS 2.2"],
    ["SDS 2.2.2|RQ Results|1.0", "SDS 2.2.2"],
    ["SDS 2.4 RQ Results|1.2", "SDS 2.4"],
  ])("%s is taken, with either kind of table", (first, software) => {
    const wells = read(lines(first, ...keys.slice(1), head, "1||s|A|Target|20|1|20||7||card A"));
    expect(cts(wells)).toEqual(["20"]);
    expect(wells.cards).toMatchObject([{ format: "sds-2.1", software }]);
    const hash = read(
      lines(first, ...keys.slice(1), "#|Plate|Sample|Detector|Task|Ct|Omit", "1|C|s|A|Target|21|FALSE"),
    );
    expect(cts(hash)).toEqual(["21"]);
    expect(hash.cards).toMatchObject([{ format: "sds-2.3", software }]);
  });

  test("a Ct that was edited by hand is flagged by the vendor's mean of it; 40 beside undetermined is the vendor's way", () => {
    const rows = one(
      "1||s|A|Target|11.5|1|11.5||7||card A",
      "2||s|B|Target|1|1|31.55||7||card A",
      "3||s|C|Target|Undetermined|0|27.1||7||card A",
      "4||s|D|Target|Undetermined|0|40.0||7||card A",
    );
    const assays = ["A", "B", "C", "D"].map((gene) => ({ gene, role: gene === "A" ? "reference" : "target" }) as const);
    const { wells } = wellsOf([source(rows)], assays);
    const input = { wells, exclusions: [], contrasts: [], moments: [], study: nothingKnown };
    const flags = quality.run(input, defaults(quality.settings)).flags();
    const raised = flags.filter((flag) => flag.check === "vendor-mean");
    expect(raised.map(({ line, limit }) => [line, limit])).toEqual([
      [8, "31.55"],
      [9, "27.1"],
    ]);
  });

  test("saved as a workbook, or as text parted by commas or semicolons, it gives the same wells", () => {
    const rows = one("1||s,1|A|Target|20.5|1|20||7|X|card A", "2||s,1|B|Target|Undetermined|1|40||7||card A");
    const plain = readAlone(source(rows)).wells;
    expect(plain).toHaveLength(2);
    const sheets = [
      { name: "notes", bytes: Buffer.from("nothing\n") },
      { name: "Sheet1", bytes: source(rows).bytes },
    ];
    const book = readAlone({ file: "export.xlsx", bytes: Buffer.from("PK"), opened: { kind: "workbook", sheets } });
    expect(book.wells).toEqual(plain);
    expect(book.cards[0]!.part).toBe("#Sheet1");
    for (const mark of [",", ";"]) {
      const parted = rows.map((row) =>
        row
          .split("\t")
          .map((cell) => `"${cell}"`)
          .join(mark),
      );
      expect(read(parted).wells).toEqual(plain);
    }
  });
});

describe("SDS 2.3", () => {
  const hash = "# |Plate|Pos|Flag|Sample|Detector|Task|Ct|Delta Ct|Avg Delta Ct|?Ct SE|Omit|FOS|TAF";
  const table = (...rows: readonly string[]) => lines("SDS 2.3 RQ Results|1.2", "EmbeddedFile|x", "", hash, ...rows);

  test("a flag on every row drops none", () => {
    const rows = [1, 2, 3].map((at) => `${at}|C|A${at}|Flagged|s|A${at}|Target|2${at}.5||||FALSE||TRUE`);
    const got = read(table(...rows));
    expect(got.wells.map(({ ct, flags, omitted }) => [ct, flags, omitted])).toEqual(
      [21.5, 22.5, 23.5].map((ct) => [ct, "TAF", false]),
    );
  });

  test("a spread of replicates as large as a Ct gives away headings that are not the table's", () => {
    const rows = (se: number) => [1, 2, 3].map((at) => `${at}|C|A${at}|Passed|s|A${at}|Target|2${at}.5|||${se}|FALSE`);
    expect(read(table(...rows(0.4))).problems).toEqual([]);
    const got = read(table(...rows(31.4)));
    expect(got.wells).toEqual([]);
    expect(got.problems).toMatchObject([{ code: "columns-contradict", line: 4, column: "?Ct SE" }]);
    // One replicate that did not amplify, as 40 beside one that did, may spread that wide.
    expect(read(table(...rows(0.4), "4|C|A4|Passed|s|B|Target|11|||14.5|FALSE")).problems).toEqual([]);
  });
});

describe("RQ Manager", () => {
  const rq = "Well|PlateID|Sample|Detector|Task|Ct|Ct Avg|Avg Delta Ct|Endo Ct Avg|Instrument|Well Status|Rejected|";
  const table = (...rows: readonly string[]) =>
    lines("RQ Manager 1.2 RQ Study Results", "StudyName|s.sdm", "Operator|", "", rq, ...rows);

  test("a control that failed is undetermined and not 40, and the gene beside it keeps its Ct", () => {
    const got = read(
      table("1||s|18S|Endogenous Control|Undetermined|40.0||40.0|7|||", "2||s|A|Target|35.9|35.9|-4.1|40.0|7|||"),
    );
    expect(got.problems).toEqual([]);
    expect(cts(got)).toEqual(["u", "35.9"]);
    expect(got.cards).toMatchObject([{ card: "export", instrument: "7", software: "RQ Manager 1.2" }]);
  });

  test("rejected wells are left out", () => {
    const got = read(table("1||s|A|Target|20|20|||7||X|", "2||s|B|Target|20|20|||7|||"));
    expect(got.wells.map((row) => row.omitted)).toEqual([true, false]);
  });
});

describe("SDS AQ", () => {
  test("wells in any order; the curve's figures behind them are no wells, without a blank line too", () => {
    const aq = "Well|Sample Name|Detector Name|Reporter|Task|Ct|Quantity|Ct Mean|Ct StdDev|Threshold|";
    const rows = ["268|s|A|SYBR|Unknown|28.28||28.28||0.1|", "100|s|A|SYBR|Unknown|32.26||32.26||0.1|"];
    const first = lines(
      "SDS 2.2.2|AQ Results|1.0",
      "Filename|plate",
      "PlateID|",
      "",
      "Sample Information",
      "",
      aq,
      ...rows,
    );
    for (const more of [["Slope|-3.3"], ["", "Slope|-3.3", "Y-Intercept||38", "R^2||0.99"]]) {
      const got = read([...first, ...lines(...more)], "\r\n");
      expect(got.problems).toEqual([]);
      expect(got.wells.map(({ card, well, ct }) => [card, well, ct])).toEqual([
        ["plate", 268, 28.28],
        ["plate", 100, 32.26],
      ]);
    }
  });
});

describe("7300 / 7500", () => {
  const csv = (...rows: readonly string[]) => [
    "Document Name: plate, two",
    "Run Date: Monday, January 08, 2007 20:21:13",
    "Instrument Type: 7300",
    "",
    "Comments:",
    "SDS v1.2",
    "",
    "Well,Sample Name,Detector,Task,Ct,StdDev Ct,Qty,Mean Qty,StdDev Qty,Filtered,Tm",
    ...rows,
  ];

  test("a second detector is of the well above; a line without either is no well", () => {
    const got = read(
      csv("A1,s,A,Unknown,20.5,,,,,,", ",,B,Unknown,Undet.,,,,,,", "B1,s,A,Unknown,21,,,,,,", ",,,,,,,,,,"),
    );
    expect(got.problems).toEqual([]);
    expect(got.wells.map(({ well, sample, assay }) => [well, sample, assay])).toEqual([
      [1, "s", "A"],
      [1, "s", "B"],
      [13, "s", "A"],
    ]);
    expect(cts(got)).toEqual(["20.5", "u", "21"]);
    expect(got.cards).toMatchObject([
      {
        ...{ card: "plate, two", run: "Monday, January 08, 2007 20:21:13" },
        ...{ instrument: "7300", software: "SDS v1.2", columns: 12 },
      },
    ]);
  });
});

describe("known and refused", () => {
  const sds = ["SDS 2.3 RQ Results|1.2", "EmbeddedFile|x", "EmbeddedFile|y", ""];
  const averages =
    "#  |Status|Detector|Sample|Task|Avg Ct|Avg Delta Ct|Delta Ct SD|RQ|Omit|Wells Omitted|Hide|PlateID|";
  const pasted = "#|Plate|Sample|Detector|Task|Avg Ct|Delta Ct|Avg Delta Ct|?Ct SE|RQ|Omit";
  const bare = "1|C|A1|Passed|s|A|Target|20.5||||||||FALSE";
  const cases = {
    "sds-by-detector": lines(...sds, averages, "1|Analyzed|A|s|Target|40.000|19.1||1|false|0/4|false||"),
    "sds-pasted-headings": lines(...sds, pasted, "1|C|s|A|Target|Undetermined|0.1||40||FALSE"),
    "sds-without-headings": lines(bare, "2|C|A2|Flagged|s|B|Target|Undetermined||||||||FALSE"),
  };
  const told = (name: keyof typeof cases) => read(cases[name], "\r").problems;

  test("each by its own sentence, and by no format", () => {
    expect(Object.keys(cases).sort()).toEqual(refusals.map(({ name }) => name).sort());
    for (const [name, rows] of Object.entries(cases)) {
      const text = sourceOf(open(source(rows)), HEAD);
      expect(formats.filter((format) => format.recognise(text).length > 0)).toEqual([]);
      expect(refusals.find((refusal) => refusal.recognise(text).length > 0)!.name).toBe(name);
    }
  });

  test("results by detector: no Ct of a well", () => {
    expect(told("sds-by-detector")).toMatchObject([
      {
        code: "ct-averaged",
        file: "export.txt",
        line: 5,
        text: expect.stringMatching(/by detector.*40 in it may be undetermined/),
      },
    ]);
  });

  test("pasted headings, by a word among averages or by spreads as large as a Ct", () => {
    expect(told("sds-pasted-headings")).toMatchObject([
      {
        code: "columns-contradict",
        line: 6,
        column: "Avg Ct",
        text: '"Undetermined" is a well\'s result and no average.',
      },
    ]);
    const rows = [1, 2, 3].map((at) => `${at}|C|s|A|Target|2${at}.5|0.1||2${at}.5||FALSE`);
    expect(read(lines(...sds, pasted, ...rows)).problems).toMatchObject([
      { code: "columns-contradict", line: 5, column: "?Ct SE" },
    ]);
  });

  test("no headings: the sentence tells the columns to write down, counted from 1", () => {
    const [problem] = told("sds-without-headings");
    expect(problem).toMatchObject({ code: "headings-missing", line: 1 });
    const map = Object.fromEntries(
      [...problem!.text.matchAll(/(\w+): (\d+)/g)].map((found) => [found[1]!, Number(found[2])]),
    );
    const cells = bare.split("|");
    const at = Object.fromEntries(Object.entries(map).map(([key, column]) => [key, cells[column - 1]]));
    expect(at).toEqual({ well: "1", card: "C", sample: "s", assay: "A", task: "Target", ct: "20.5", omitted: "FALSE" });
    expect(problem!.text).toContain('columns: { "export.txt": { header: none,');
  });
});
