import { crc32 } from "node:zlib";
import { utils, write } from "@e965/xlsx";
import AdmZip from "adm-zip";
import { describe, expect, test, vi } from "vitest";
import type { Assay, Panel } from "../data/panel.ts";
import type { Sample } from "../data/sample.ts";
import { Trouble } from "../data/trouble.ts";
import { loadOpener, open } from "../pipeline/containers/open.ts";
import { extractOf } from "../stages/formats/extract.ts";
import { wells as stage } from "../stages/wells.ts";

// Traps of QuantStudio, StepOne and Design & Analysis exports, each in a small export made for it.

await loadOpener();

/** What an export gives: a line for each well, and what is told of it. */
function read(bytes: Uint8Array, file = "export.bin") {
  const { columns, samples, assays, texts, cards, problems, doubts, nameless, length } = extractOf(
    open({ file, bytes }),
  );
  const wells = Array.from({ length }, (_, row) => {
    const ct = columns.state[row] === 0 ? columns.ct[row] : ["measured", "undetermined", "blank"][columns.state[row]!];
    return [columns.well[row], samples[columns.sample[row]!], assays[columns.assay[row]!], ct];
  });
  const flags = Array.from(columns.flags, (code) => texts[code]);
  const omitted = Array.from(columns.omitted);
  const told = [...problems, ...doubts.map(({ problem }) => problem)].map(({ code, text }) => `${code}: ${text}`);
  return { wells, flags, omitted, cards, told, nameless, columns };
}

const lines = (...rows: readonly (readonly unknown[] | string)[]) =>
  Buffer.from(rows.map((row) => `${typeof row === "string" ? row : row.join("\t")}\r\n`).join(""));
const cells = (text: string) => text.split("|");

type Sheets = Readonly<Record<string, readonly (readonly unknown[])[]>>;

function workbook(sheets: Sheets, bookType: "xlsx" | "biff8" = "xlsx"): Buffer {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows as unknown[][], { cellDates: true }), name);
  return write(book, { type: "buffer", bookType }) as Buffer;
}

const keys = ["* Block Type = 384-Well Block", "* Experiment Barcode = card 1", ""];
const head = cells("Well|Well Position|Omit|Sample Name|Target Name|Task|CT|Ct Mean");

describe("text of each experiment type", () => {
  test.each([
    ["comparative", "Well|Well Position|Omit|Sample Name|Target Name|Task|Reporter|RQ|CT|Ct Mean|Delta Ct"],
    [
      "standard curve",
      "Well|Well Position|Omit|Sample Name|Target Name|Task|CT|Ct Mean|Quantity|Slope|R(superscript 2)",
    ],
    [
      "presence or absence",
      "Well|Well Position|Omit|Sample Name|Target Name|Task|Rn|Threshold Value|Call|CT|Amp Score",
    ],
    ["melt curves", "Well|Well Position|Omit|Sample Name|Target Name|Task|CT|Tm1|Ct Threshold|Tm2|Custom1"],
    ["relative threshold", "Well|Well Position|Omit|Sample Name|Target Name|Task|Reporter|CRT|Crt Mean|Crt Threshold"],
    ["StepOne's letters", "Well|Sample Name|Target Name|Task|Cт|Cт Mean|ΔCт|HK Control ΔCт Mean"],
  ])("%s", (_, heading) => {
    const values: Readonly<Record<string, unknown>> = {
      ...{ Well: heading.includes("Position") ? 2 : "A2", "Well Position": "A2", Omit: "false" },
      ...{ "Sample Name": "s", "Target Name": "t", Task: "UNKNOWN", CT: "21.5", CRT: "21.5", Cт: "21.5" },
      ...{ "Ct Threshold": "0.2", "Crt Threshold": "0.2", Call: "Presence", Tm1: "81.2" },
    };
    const row = cells(heading).map((name) => values[name] ?? "");
    const got = read(lines(...keys, "[Results]", cells(heading), row, "", "Analysis Type = Singleplex"));
    expect(got.told).toEqual([]);
    expect(got.wells).toEqual([[2, "s", "t", 21.5]]);
    if (/Cr?t Threshold/.test(heading)) expect(got.columns.threshold[0]).toBeCloseTo(0.2, 6);
  });

  test("genotyping has a Ct for each allele: refused in a sentence, as text and as a workbook", () => {
    const alleles = cells("Well|Well Position|Omit|Sample Name|SNP Assay Name|Task|Allele1 Ct|Allele2 Ct");
    const row = [1, "A1", "false", "s", "rs1", "UNKNOWN", 24.5, 25.5];
    const told = ["no-ct: the table is of a genotyping run, which has a Ct for each allele and none for the well."];
    expect(read(lines(...keys, "[Results]", alleles, row, ""))).toMatchObject({ wells: [], told });
    const run = [["Block Type", "384-Well Block"], ["Experiment Type", "Genotyping"], []];
    expect(read(workbook({ "Sample Setup": run, Results: [...run, alleles, row] }))).toMatchObject({ wells: [], told });
  });

  test("[Results] alone, saved by Excel: FALSE, RGB in quotes, thousands, duplex rows, THOLDFAIL everywhere", () => {
    const heading = "Well,Well Position,Omit,Sample Name,Target Name,Task,Reporter,Color,Quantity,CT,THOLDFAIL,NOAMP";
    const rows = [
      '1,A1,FALSE,10^6,IPC,UNKNOWN,VIC,"RGB(176,23,31)","1,000,000.000",27.5,Y,N',
      '1,A1,FALSE,10^6,GeneA,UNKNOWN,FAM,"RGB(176,23,31)","1,000,000.000",21.25,Y,N',
      '2,A2,TRUE,10^6,IPC,UNKNOWN,VIC,"RGB(0,0,255)",,Undetermined,Y,Y',
    ];
    const got = read(Buffer.from([heading, ...rows, ""].join("\r\n")));
    expect(got.told).toEqual([]);
    expect(got.wells).toEqual([
      [1, "10^6", "IPC", 27.5],
      [1, "10^6", "GeneA", 21.25],
      [2, "10^6", "IPC", "undetermined"],
    ]);
    expect(got.flags).toEqual(["THOLDFAIL", "THOLDFAIL", "NOAMP;THOLDFAIL"]);
    expect(got.omitted).toEqual([0, 0, 1]);
  });

  test("an OpenArray: wells by their numbers, sub-array positions are no rows and columns", () => {
    const heading = cells("Well|Well Position|Omit|Sample Name|Target Name|Task|Ct|Amp Score|CRTNOISE|ROX Signal");
    const rows = [
      [1, "A1a1", "false", "s", "t", "UNKNOWN", 29.099, 1.429, "N", "6,367.559"],
      [2, "A1a2", "false", "s", "u", "UNKNOWN", "Undetermined", "0.000", "Y", "5,775.118"],
      [3072, "D12h8", "false", "s", "", "", "Undetermined", "", "N", ""],
    ];
    const got = read(lines("* Block Type = OpenArray Block", "* Barcode = SL1", "", "[Results]", heading, ...rows, ""));
    expect(got.told).toEqual([]);
    expect(got.wells).toEqual([
      [1, "s", "t", 29.099],
      [2, "s", "u", "undetermined"],
    ]);
    expect(got.cards).toMatchObject([{ card: "SL1", columns: 0 }]);
  });
});

describe("endings lie, content decides", () => {
  const rows = [head, [1, "A1", "false", "s", "t", "UNKNOWN", 21.5, ""]];
  test.each([
    ["a workbook under .txt", "a.txt", workbook({ Results: [["Block Type", "384-Well Block"], [], ...rows] })],
    ["a text under .xlsx", "a.xlsx", lines(...keys, "[Results]", ...rows, "")],
    ["a text under .xls", "a.xls", lines(...rows, "")],
    ["an old workbook under .csv", "a.csv", workbook({ Results: rows }, "biff8")],
  ])("%s", (_, file, bytes) => {
    expect(read(bytes, file)).toMatchObject({ told: [], wells: [[1, "s", "t", 21.5]] });
  });
});

describe("workbooks", () => {
  const run = [
    ["Block Type", "96well"],
    ["Experiment Name", "made"],
    ["Instrument Type", "steponeplus"],
  ];

  test("StepOne .xls: Well holds a position, Ct is spelt with a Cyrillic te, booleans are 0 and 1", () => {
    const heading = cells(
      "Well|Omit|Sample Name|Target Name|Task|Reporter|Cт|Cт Mean|ΔCт|Automatic Ct Threshold|HIGHSD",
    );
    const rows = [
      ["A1", 0, "s", "t", "UNKNOWN", "FAM", 21.5, 21.5, null, 1, "N"],
      ["H12", 1, "s", "u", "UNKNOWN", "FAM", "Undetermined", null, null, 0, "Y"],
    ];
    const end = [...run, ["Experiment Run End Time", "2010-05-12 16:25:32 PM EDT"], []];
    const got = read(workbook({ Results: [...end, heading, ...rows, [], ["Analysis Type", "Singleplex"]] }, "biff8"));
    expect(got.told).toEqual([]);
    expect(got.wells).toEqual([
      [1, "s", "t", 21.5],
      [96, "s", "u", "undetermined"],
    ]);
    expect(got.omitted).toEqual([0, 1]);
    expect(got.flags).toEqual(["", "HIGHSD"]);
    const card = { columns: 12, instrument: "steponeplus", run: "2010-05-12 16:25:32 PM EDT", part: "#Results" };
    expect(got.cards).toMatchObject([card]);
  });

  test("Design & Analysis 1: CT and Amp Status", () => {
    const row = [1, "A1", "false", "s", "t", "UNKNOWN", "Undetermined", null, "No Amp", "N"];
    const got = read(workbook({ Results: [...run, [], [...head, "Amp Status", "BADROX"], row] }));
    expect(got).toMatchObject({ told: [], wells: [[1, "s", "t", "undetermined"]], flags: ["No Amp"] });
  });

  test("no sheet has a Ct for each well: refused in a sentence", () => {
    const means = [...run, [], cells("Sample Name|Target Name|Ct Mean|RQ"), ["s", "t", 21.5, 1]];
    const got = read(workbook({ "Technical Analysis Result": means, "Sample Setup": [...run, []] }));
    expect(got.wells).toEqual([]);
    expect(got.told).toEqual([
      "no-ct: is a workbook of a run, but none of its sheets has a Ct for each well, its sample and its target.",
    ]);
  });

  test("of fluorescence by cycle the beginning is enough, of wells every row is read, whatever the sheets are called", () => {
    const wells = Array.from({ length: 384 }, (_, at) => [at + 1, "", "", "s", "t", "UNKNOWN", 20.5, null]);
    const cycles = wells.flatMap(([well]) => [1, 2, 3].map((cycle) => [well, cycle, "t", 0.5, 0.1]));
    const bytes = workbook({
      Results: [...run, [], cells("Well|Cycle|Target Name|Rn|Delta Rn"), ...cycles],
      "Raw Data": [...run, [], head, ...wells],
    });
    const { opened } = open({ file: "export.xlsx", bytes });
    const sheets = opened?.kind === "workbook" ? opened.sheets : [];
    expect(sheets.map(({ name, bytes }) => [name, Buffer.from(bytes).toString().split("\n").length - 1])).toEqual([
      ["Results", 100],
      ["Raw Data", 5 + 384],
    ]);
    expect(read(bytes)).toMatchObject({ told: [], wells: { length: 384 } });
  });

  test("a workbook that was written as a stream, with sizes of eight bytes behind its files, is read without a word", () => {
    const bytes = streamed(
      workbook({ Results: [...run, [], head, [1, "A1", "false", "s", "t", "UNKNOWN", 21.5, null]] }),
    );
    const said = vi.spyOn(console, "error");
    expect(read(bytes)).toMatchObject({ told: [], wells: [[1, "s", "t", 21.5]] });
    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
  });

  test("two sheets of wells of one run are the same card twice: refused", () => {
    const row = [1, "A1", "false", "s", "t", "UNKNOWN", 21.5, null];
    const book = workbook({ Results: [...run, [], head, row], Copy: [...run, [], head, row] });
    expect(message(book, ["t"])).toMatch(
      /has its well 1 \(t\) here and in export\.bin#Results line 6 too.*card-twice/s,
    );
  });

  test.each([
    [
      "a date that Excel shows as it likes",
      { t: "d", v: new Date(Date.UTC(2024, 8, 2)), z: "d-mmm" },
      /the assay "2-Sep"/,
    ],
    ["a text that was a date", "Mar-01", /the assay "Mar-01"/],
    ["an ISO date", "2024-09-02", /the assay "2024-09-02"/],
  ])("SEPT2 that a spreadsheet turned into %s is told as such", (_, cell, named) => {
    const row = [1, "A1", "false", "s", cell, "UNKNOWN", 21.5, null];
    const told = message(workbook({ Results: [...run, [], head, row] }), ["SEPT2"]);
    expect(told).toMatch(named);
    expect(told).toMatch(/is a date .*a spreadsheet makes dates of names such as SEPT2.*\[assay-mangled\]/s);
  });
});

test("names that only look a little like dates are assays that the panel does not have", () => {
  for (const name of ["miR-21-5p", "SEPT2", "18S", "let-7a", "1-Oct4", "12-3456", "MARCH1"])
    expect(message(lines(head, [1, "A1", "false", "s", name, "UNKNOWN", 21.5, ""], ""), ["t"])).toMatch(
      "assay-unknown",
    );
});

describe("Design & Analysis 2", () => {
  const heading = cells("Well|Well Position|Omit|Sample|Target|Task|Amp Status|Amp Score|Result Quality Issues|Cq|Tm1");
  const row = (well: number, place: string, cq: unknown, status = "AMP", issues = "", sample = "s") => [
    well,
    place,
    "FALSE",
    sample,
    "t",
    "UNKNOWN",
    status,
    1.2,
    issues,
    cq,
    "",
  ];
  const csv = (...rows: readonly (readonly unknown[] | string)[]) =>
    rows.map((one) => (typeof one === "string" ? one : one.join(","))).join("\r\n");
  const keys = [
    "# Barcode: card 2,,,,,,,,,,",
    "# Block Type: 96-Well 0.2-mL Block,,,,,,,,,,",
    "# Run End Data/Time: 2024-02-12 11:30:22 PM UTC,,,,,,,,,,",
    "# Software Name and Version: made, with a comma v2.7.0,,,,,,,,,",
  ];

  test("CSV: commas in a key's value without quotes, padding, the key Data/Time, texts of flags, NTC without a sample", () => {
    const rows = [
      row(1, "A1", 21.5, "AMP", "made issue; another;"),
      row(2, "A2", "UNDETERMINED", "NO_AMP", "", ""),
      row(3, "A3", "UNDETERMINED", "NO_AMP"),
    ];
    const got = read(Buffer.from(`${csv(...keys, heading, ...rows)}\r\n`));
    expect(got.told).toEqual([]);
    expect(got.wells).toEqual([
      [1, "s", "t", 21.5],
      [3, "s", "t", "undetermined"],
    ]);
    expect(got.nameless).toBe(1);
    expect(got.flags).toEqual(["made issue;another", "NO_AMP"]);
    const run = "2024-02-12 11:30:22 PM UTC";
    expect(got.cards).toMatchObject([{ card: "card 2", run, software: "made, with a comma v2.7.0" }]);
  });

  test("a last line without its end is whole only where it is the plate's last well, and its cells go on", () => {
    const until = (well: number, place: string) => csv(...keys, heading, row(1, "A1", 21.5), row(well, place, 22.5));
    const whole = until(96, "H12");
    expect(read(Buffer.from(whole))).toMatchObject({ told: [], wells: [expect.anything(), [96, "s", "t", 22.5]] });
    expect(read(Buffer.from(whole.slice(0, -1))).told.join()).toMatch("file-truncated");
    expect(read(Buffer.from(until(95, "H11"))).told.join()).toMatch("file-truncated");
  });

  test("the standard curve's own file repeats the wells: refused in a sentence", () => {
    const curve = "Well,Well Position,Sample,Quantity,Target,Cq,Y-Intercept,Slope,Omit";
    const got = read(Buffer.from(csv(...keys, curve, "1,A1,s,10,t,21.5,40.7,-3.3,FALSE", "")));
    expect(got.wells).toEqual([]);
    expect(got.told.join()).toMatch(/wells-again: is the table of a further analysis.* which repeats wells/);
  });

  test("a run whose clock was never set has no time", () => {
    const never = keys.map((key) => key.replace("2024-02-12", "1969-12-31"));
    expect(read(Buffer.from(csv(...never, heading, row(1, "A1", 21.5), ""))).cards).toMatchObject([{ run: "" }]);
  });

  test("Diomni: Primary_result is read, Target Call is not", () => {
    const run = [["Block Type", "TaqMan™ Array Card Block"], ["Barcode", "card 3"], []];
    const call = [...cells("Well|Well Position|Sample|Target|Cq|Target Call"), "Omit"];
    const got = read(
      workbook({
        "Target Call": [...run, call, [1, "A1", "s", "t", 21.5, "Present", false]],
        Primary_result: [...run, heading, row(1, "A1", 21.5), row(384, "P24", "Undetermined", "Inconclusive")],
      }),
    );
    expect(got.told).toEqual([]);
    expect(got.wells).toEqual([
      [1, "s", "t", 21.5],
      [384, "s", "t", "undetermined"],
    ]);
    expect(got.flags).toEqual(["", "Inconclusive"]);
    expect(got.cards).toMatchObject([{ card: "card 3", part: "#Primary_result", columns: 24 }]);
  });
});

/** The same zip as a program writes it that does not know a file's size before it has written it. */
function streamed(zip: Uint8Array): Buffer {
  const numbers = (...all: readonly (readonly [value: number, bytes: number])[]) =>
    Buffer.concat(
      all.map(([value, bytes]) => {
        const field = Buffer.alloc(bytes);
        field.writeUIntLE(value, 0, Math.min(bytes, 6));
        return field;
      }),
    );
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const entry of new AdmZip(Buffer.from(zip)).getEntries()) {
    const [name, data, content] = [Buffer.from(entry.entryName), entry.getCompressedData(), entry.getData()];
    const method = entry.header.method;
    const begin = numbers(
      [0x04034b50, 4],
      [45, 2],
      [8, 2],
      [method, 2],
      [0, 4],
      [0, 4],
      [0, 4],
      [0, 4],
      [name.length, 2],
      [0, 2],
    );
    const behind = numbers([0x08074b50, 4], [crc32(content), 4], [data.length, 8], [content.length, 8]);
    const file = Buffer.concat([begin, name, data, behind]);
    const sizes = [
      [crc32(content), 4],
      [data.length, 4],
      [content.length, 4],
    ] as const;
    const head = numbers([0x02014b50, 4], [45, 2], [45, 2], [8, 2], [method, 2], [0, 4], ...sizes, [name.length, 2]);
    entries.push(head, numbers([0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), name);
    files.push(file);
    at += file.length;
  }
  const directory = Buffer.concat(entries);
  const count = files.length;
  const end = numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [directory.length, 4], [at, 4], [0, 2]);
  return Buffer.concat([...files, directory, end]);
}

/** What is told where an export is read against a panel of these assays. */
function message(bytes: Uint8Array, names: readonly string[]): string {
  const assays = names.map((assay): Assay => ({ assay, gene: assay, category: "", role: "target" }));
  const byText = new Map(names.map((name, index) => [name, index]));
  const panel: Panel = { file: "panel.csv", assays, references: [], byText };
  const none = { card: "", subject: "", visit: "", time: "", hours: undefined, collected: "", columns: {}, line: 2 };
  const samples: readonly Sample[] = [{ sample: "s", ...none }];
  try {
    const exports = [open({ file: "export.bin", bytes })];
    return stage.run({ exports, panel, samples, withheld: new Set() }, {}) && "was read";
  } catch (error) {
    if (error instanceof Trouble) return error.message;
    throw error;
  }
}
