import { describe, expect, test } from "vitest";
import { position } from "../data/card.ts";
import type { Extract } from "../data/extract.ts";
import { instrumentFlags } from "../data/instrument-flags.ts";
import { wellStates } from "../data/well.ts";
import { extractOf } from "../stages/formats/extract.ts";

// What other instruments' exports trap a reader with (formats.md sections 5, 9 and 10), each in a small export that was made.

const of = (lines: readonly string[], end = "\n", encoding: "utf8" | "latin1" = "utf8") =>
  extractOf({ file: "export.txt", bytes: Buffer.from(lines.join(end) + end, encoding) });

/** Every well: position or number, sample, assay, Ct or state, flags. */
function told({ length, columns, cards, samples, assays, texts }: Extract): string[] {
  return Array.from({ length }, (_, row) => {
    const [well, width] = [columns.well[row]!, cards[columns.card[row]!]!.columns];
    const ct = columns.ct[row]!;
    const cells = [width > 0 ? position(well, width) : String(well), samples[columns.sample[row]!]];
    const state = wellStates[columns.state[row]!]!;
    return [...cells, assays[columns.assay[row]!], state === "measured" ? ct : state, texts[columns.flags[row]!]].join(
      "|",
    );
  });
}

const problems = ({ problems, doubts }: Extract) =>
  [...problems, ...doubts.map(({ problem }) => problem)].map(
    ({ code, line, text }) => `${code} ${line ?? "-"} ${text}`,
  );

describe("ExpressionSuite", () => {
  const head = "Biological Group Name\tSample Name\tTarget Name\tAmp Score\tCq Conf\tCt\tCt Mean\tOmit";
  const row = (ct: string, omit: string, amp = "1.100") => `0\tS1\tIL8\t${amp}\t0.900\t${ct}\t30.000\t${omit}`;
  const study = (barcodes: string, rows: readonly string[]) =>
    of(
      [
        "# Study Name: S",
        "# Instrument Type in the Study: QuantStudio\x99 12K",
        `# Barcode: ${barcodes} `,
        "",
        head,
        ...rows,
      ],
      "\n",
      "latin1",
    );

  test("byte 0x99 is a trade mark; one barcode is the card, of several none is", () => {
    const cards = ["8000", "8000 8001"].map((barcodes) => study(barcodes, [row("21.5", "")]).cards[0]!);
    expect(cards.map(({ card }) => card)).toEqual(["8000", "S"]);
    expect(cards.map(({ instrument }) => instrument)).toEqual(["QuantStudio™ 12K", "QuantStudio™ 12K"]);
  });

  test("Omit is True or empty; a score is none where it is Undetermined; the study's mean is no mean of replicates", () => {
    const extract = study("8000", [row("21.5", ""), row("22.5", "True"), row("Undetermined", "True", "Undetermined")]);
    expect(told(extract)).toEqual(["1|S1|IL8|21.5|", "2|S1|IL8|22.5|", "3|S1|IL8|undetermined|"]);
    expect([...extract.columns.omitted]).toEqual([0, 1, 1]);
    expect([...extract.columns.ampScore]).toEqual([1101, 1101, 0]);
    expect([...extract.columns.vendorMean].every(Number.isNaN)).toBe(true);
  });

  test("more wells than two bytes count are refused, not counted from 1 again", () => {
    const many = study("8000 8001", Array<string>(65_536).fill(row("21.5", "")));
    expect(many.length).toBe(65_535);
    expect(problems(many)).toEqual([
      'well-not-a-number 65541 is well 65536 of "S"; of a card without numbers of wells 65535 are read.',
    ]);
  });

  test("fluorescence by cycle, and means of samples, are refused with what they hold", () => {
    const raw = [
      '"# Study Name: S",,,,,,,,',
      "Experiment Name,Barcode,Well,Cycle Number,Sample Name,Target Name,Rn,dRn,Omit",
      "E,8000,1,1,S1,hsa-let-7a#_002307,0.5,0.01,false",
    ];
    expect(problems(of(raw))).toEqual(["no-ct - holds fluorescence by cycle, and no Ct."]);
    const means = [
      "# Normalization method : Endogenous Control = GAPDH",
      '"Sample Name","Target Name","Mean Equivalent Cq","Rq",',
    ];
    expect(problems(of([...means, '"S1","IL8","21.5","1",']))).toEqual([
      "no-ct - holds means of samples, and no Ct of wells.",
    ]);
  });
});

describe("Fluidigm", () => {
  const heads = (dye: string) => [
    `Experiment Information,Experiment Information,Experiment Information,Experiment Information,Experiment Information,Experiment Information,${dye},${dye},${dye},${dye}`,
    `Chamber,Sample,Sample,Sample,${dye},${dye},Ct,Ct,Ct,Ct`,
    "ID,Name,Type,rConc,Name,Type,Value,Quality,Call,Threshold",
  ];
  const chip = (rows: readonly string[], first = "Chip Run Filename,R:\\runs\\ChipRun.bml") =>
    of([first, "Application Version,4.5.2", "", ...heads("EvaGreen"), ...rows], "\r\n");

  test("999 is undetermined, whether its call is Fail or Flag; a call on a Ct is a flag beside it, in its own words", () => {
    const extract = chip([
      "S48-A01,S1,Unknown,1,IL8,Test,999,0,Fail,0.05",
      "S48-A02,S1,Unknown,1,IL8,Test,999,0,Flag,0.05",
      "S01-A01,S2,Unknown,1,IL8,Test,24.5,0.4,Fail,0.05",
      "S01-A02,S2,Unknown,1,IL8,Test,40,0.9,Pass,0.05",
    ]);
    expect(problems(extract)).toEqual([]);
    // 47 rows of 96 before that of sample 48.
    expect(told(extract)).toEqual([
      "4513|S1|IL8|undetermined|Fail",
      "4514|S1|IL8|undetermined|Flag",
      "1|S2|IL8|24.5|Fail",
      "2|S2|IL8|40|",
    ]);
    expect(instrumentFlags.Fail).toBe(instrumentFlags.Flag);
  });

  test("the first line names the chip: by its barcode where it has one, with the time and the instrument", () => {
    const row = ["S001-A13,S1,Unknown,1,IL8,Test,24.5,0.9,Pass,0.05"];
    expect(chip(row).cards[0]).toMatchObject({ card: "ChipRun", run: "", software: "4.5.2" });
    const info =
      "Chip Run Info,D:\\x\\ChipRun.bml,1131312108,192.24 (138x),made,ROX,EvaGreen,8/26/2014 3:44:20 PM,01:28:46,BIOMARKHD000";
    const named = chip(row, info);
    expect(named.cards[0]).toMatchObject({
      card: "1131312108",
      run: "8/26/2014 3:44:20 PM",
      instrument: "BIOMARKHD000",
    });
    expect(told(named)).toEqual(["13|S1|IL8|24.5|"]);
  });

  test("a chamber that is none is told", () => {
    const bad = chip(["S01-A97,S1,Unknown,1,IL8,Test,24.5,0.9,Pass,0.05"]);
    expect(problems(bad)).toEqual(['well-not-a-number 7 "S01-A97" is not the number of a well.']);
  });
});

describe("CFX", () => {
  const head = ",Well,Fluor,Target,Content,Sample,Cq,Cq Mean,Cq Std. Dev";
  const plate = (...rows: readonly string[]) => of([head, ...rows], "\r\n");

  test("N/A and NaN are undetermined, and a mean of 0 is none", () => {
    const extract = plate(
      ",A01,FAM,IL8,Unkn-1,S1,N/A,0.00,0",
      ",B12,FAM,IL8,NTC,S2,NaN,0,0",
      ",B11,FAM,IL8,Unkn,S1,21.5,21.5,0",
    );
    expect(told(extract)).toEqual(["A1|S1|IL8|undetermined|", "B12|S2|IL8|undetermined|", "B11|S1|IL8|21.5|"]);
    expect([...extract.columns.vendorMean]).toEqual([Number.NaN, Number.NaN, 21.5]);
    expect([...extract.columns.task].map((task) => extract.texts[task])).toEqual(["Unkn-1", "NTC", "Unkn"]);
  });

  test("without targets two dyes in a well tell two assays; one dye tells none, and is refused", () => {
    expect(told(plate(",A01,FAM,,Unkn,S1,21.5,0,0", ",A01,VIC,,Unkn,S1,20.5,0,0"))).toEqual([
      "A1|S1|FAM|21.5|",
      "A1|S1|VIC|20.5|",
    ]);
    expect(problems(plate(",A01,SYBR,,Unkn,S1,21.5,0,0", ",A02,SYBR,,Unkn,S1,20.5,0,0"))[0]).toBe(
      "assay-unnamed 2 2 wells with a Cq, the first here: no name of a target, and one dye only, which tells nothing of what was measured.",
    );
    // One that is not named among others is not dropped either.
    expect(problems(plate(",A01,SYBR,IL8,Unkn,S1,21.5,0,0", ",A02,SYBR,,Unkn,S1,20.5,0,0"))).toHaveLength(1);
  });

  test("semicolons with decimal commas", () => {
    const extract = of([head.replaceAll(",", ";"), ";A01;FAM;IL8;Unkn;S1;21,75;21,75;0,1"], "\r\n");
    expect(told(extract)).toEqual(["A1|S1|IL8|21.75|"]);
  });
});

describe("LightCycler", () => {
  const first = "Experiment: run 7  Selected Filter: SYBR Green (483-533)\t\t";
  const head = "Include\tColor\tPos\tName\tCp\tConcentration\tStandard\tStatus";

  test("a filter is no assay: without a column of targets it is refused, and with one that was added it is read", () => {
    const row = "True\t255\tA1\tS1\t21.5\t\t0\t";
    expect(problems(of([first, head, row], "\r"))).toEqual([
      'assay-unnamed 2 no column names a target, and the filter "SYBR Green (483-533)" is not one; the columns are "Include", "Color", "Pos", "Name", "Cp", "Concentration", "Standard" and "Status".',
    ]);
    const extract = of([first, `${head}\tTarget`, `${row}\tIL8`, "False\t65280\tA2\tS2\t\t\t0\tlate\tIL8"], "\r");
    expect(told(extract)).toEqual(["A1|S1|IL8|21.5|", "A2|S2|IL8|no-result|late"]);
    expect([...extract.columns.omitted]).toEqual([0, 1]);
    expect(extract.cards[0]!.card).toBe("run 7");
  });
});

describe("Rotor-Gene", () => {
  const head = "No.;Color;Name;Type;Ct;Ct Comment;Rep. Ct;Rep. Ct Std. Dev.";
  const table = (analysis: string, ...rows: readonly string[]) => [
    `Quantitative analysis of ${analysis}`,
    "",
    head,
    ...rows,
    "",
  ];
  const run = (...tables: readonly (readonly string[])[]) =>
    of(["\ufeffExcel Analysed Data Export;", "File;r.rex;", "Date;3/16/2021;", ...tables.flat()], "\r\n");
  const green = table("Cycling A.Green (28S)", "25;577;NK1;Unknown;7.49;;7.5;0.05", "26;577;NK2;Unknown;;NEG (NTC);;");

  test("a semicolon with a decimal point; each table's assay is in its title; a remark on a Ct is kept", () => {
    const extract = run(green, table("Cycling A.Yellow (Actin)", "25;577;NK1;Unknown;21.25;;;"));
    expect(problems(extract)).toEqual([]);
    expect(told(extract)).toEqual(["25|NK1|28S|7.49|", "26|NK2|28S|no-result|NEG (NTC)", "25|NK1|Actin|21.25|"]);
  });

  test("a page without a name of its own, and a channel alone, are no assays", () => {
    for (const analysis of ["Cycling A.Green (Page 1)", "Cycling A.Green"])
      expect(problems(run(table(analysis, "25;577;NK1;Unknown;7.49;;;")))[0]).toBe(
        `assay-unnamed 4 "${analysis}" names a channel, and no assay in parentheses.`,
      );
  });

  test("wells after the end of their table are told; so is a last line that was cut", () => {
    expect(problems(run([...green, "27;577;NK3;Unknown;7.6;;;"]))).toEqual([
      "table-broken 10 wells stand apart from the headings of their table.",
    ]);
    const text = ["Excel Analysed Data Export;", ...green.slice(0, -1)].join("\r\n");
    const cut = (to: number) => problems(extractOf({ file: "cut.csv", bytes: Buffer.from(text.slice(0, to)) }));
    expect(cut(text.length)).toEqual([]);
    for (let to = text.length - 1; to > text.indexOf("26;577"); to--)
      expect(cut(to), text.slice(0, to)).not.toEqual([]);
  });
});
