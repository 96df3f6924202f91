import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import AdmZip from "adm-zip";
import { afterAll, describe, expect, test } from "vitest";
import type { Inspection } from "../data/inspection.ts";
import { loadOpener, open } from "../pipeline/containers/open.ts";
import { escapedJson } from "../pipeline/escaped-json.ts";
import { inspectFiles } from "../pipeline/inspect-files.ts";
import { inspectionLines } from "../reports/inspection-lines.ts";
import { inspect } from "../stages/inspect.ts";

await loadOpener();
const folder = mkdtempSync(join(tmpdir(), "deltact-inspect-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sample = (format: string) => readFileSync(new URL(`formats/${format}/export.txt`, import.meta.url));
const of = (bytes: Uint8Array | string, file = "export.txt") => inspect(open({ file, bytes: Buffer.from(bytes) }));
const text = (inspection: Inspection) => inspectionLines(inspection).join("\n");

/** A table of SDS 2.1 with these rows: well, sample, assay, Ct, the vendor's mean, threshold, outlier, card. */
function sds(rows: readonly (readonly (string | number)[])[], ends = "\r\n"): string {
  const head = ["Well", "Sample", "Detector", "Task", "Ct", "Ct Avg", "Threshold", "Outlier", "Filename"];
  const cells = rows.map(([well, sample, assay, ct, mean = "", threshold = "", outlier = "", card = "card A"]) =>
    [well, sample, assay, "Target", ct, mean, threshold, outlier, card].join("\t"),
  );
  return `${["SDS 2.1RQ Results\t1.0", "", head.join("\t"), ...cells].join(ends)}${ends}`;
}

/** Two samples with the same two assays: nothing is wrong with it but that it is small. */
const sound = [
  [1, "S1", "A", "21.5"],
  [2, "S1", "B", "22.5"],
  [3, "S2", "A", "23.5"],
  [4, "S2", "B", "Undetermined"],
] as const;
const small = 'Card "card A": 380 of 384 positions have no well: A5-P24.';

describe("what is told of a file", () => {
  test.each(["sds-2.1", "sds-2.3", "quantstudio"])("%s", (format) => {
    expect(text(of(sample(format)))).toMatchSnapshot();
  });

  test("numbers are those of the export", () => {
    const { wells, samples, assays, cards, flags, tables, texts, formats } = of(sample("sds-2.3"));
    // Counted in the text by eye.
    expect(wells).toEqual({ all: 11, measured: 8, undetermined: 2, noResult: 1, omitted: 1, nameless: 1 });
    expect(samples).toEqual(["fp1 day14 v", "10^6", '=2*3, "odd"', "NTC"]);
    expect(assays).toHaveLength(6);
    expect(cards.map(({ card, positions, vacant }) => [card, positions, vacant])).toEqual([["card C", 384, 373]]);
    expect(flags.map(({ flag, wells }) => [flag, wells])).toEqual([
      ["NAW", 2],
      ["FOS", 1],
      ["HRN", 1],
      ["HSD", 1],
    ]);
    expect(formats).toEqual([{ name: "sds-2.3", title: "SDS 2.3 RQ results by well", tested: "real" }]);
    expect(tables[0]!.unread).toContain("RQ Max");
    expect(tables[0]!.headings).toContainEqual({ heading: "Detector", as: "assay" });
    expect(texts).toHaveLength(1);
  });

  test.each([
    ["ASCII", "\n", (text: string) => Buffer.from(text)],
    ["UTF-8", "\r\n", (text: string) => Buffer.from(text.replace("S2", "Ü2"))],
    ["UTF-8 with a byte order mark", "\r", (text: string) => Buffer.from(`\ufeff${text}`)],
    ["UTF-16", "\n", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["Windows-1252", "\r\n", (text: string) => Buffer.from(text.replace("S2", "\u00dc2"), "latin1")],
  ] as const)("encoding %s and line ends", (encoding, ends, encode) => {
    const { texts, wells } = of(encode(sds(sound, ends)));
    const own = { "\n": "LF", "\r\n": "CRLF", "\r": "CR" }[ends];
    expect(texts).toEqual([
      { part: "", encoding, lineEnds: { ...{ LF: 0, CRLF: 0, CR: 0 }, [own]: 7 }, delimiter: "tab" },
    ]);
    expect(wells.all).toBe(4);
  });

  test("commas between cells, and in numbers", () => {
    const semicolons = sds(sound).replaceAll(".", ",").replaceAll("\t", ";").replace("SDS 2,1RQ", "SDS 2.1RQ");
    const { texts, tables, wells } = of(semicolons);
    expect([texts[0]!.delimiter, tables[0]!.decimals, wells.measured]).toEqual(["semicolon", ["comma"], 3]);
  });

  test("an archive, with what lies in it; compressed text as what it is", () => {
    const zip = new AdmZip();
    zip.addFile("a/1.txt", sample("sds-2.1"));
    zip.addFile("a/2.txt", sample("sds-2.3"));
    const archive = of(zip.toBuffer(), "cards.zip");
    expect(archive.kind).toBe("archive");
    expect(archive.texts.map(({ part, lineEnds }) => [part, lineEnds.CRLF, lineEnds.LF])).toEqual([
      ["/a/1.txt", 34, 0],
      ["/a/2.txt", 0, 25],
    ]);
    expect(archive.wells.all).toBe(22);
    expect(text(archive)).toMatchSnapshot();
    expect(of(gzipSync(sample("sds-2.1")))).toEqual(of(sample("sds-2.1")));
  });

  test("what is refused: the sentence, its place and the remedy", () => {
    const wrong = of(sds([...sound, [5, "S3", "A", "21.5x"], ["6a", "S3", "B", "21.5"]]));
    expect(wrong.refused.map(({ code, line }) => [code, line])).toEqual([
      ["ct-not-a-number", 8],
      ["well-not-a-number", 9],
    ]);
    expect(text(wrong)).toMatch(/ {2}refused\n {4}export\.txt line 8, Ct: "21\.5x" is not .*\n {6}-> Correct the cell/);
    const unknown = of("a picture\n");
    expect(unknown.refused.map(({ code }) => code)).toEqual(["format-unknown"]);
    expect(unknown.refused[0]!.remedy).toMatch(/^Export the results/);
    expect(unknown.doubts).toEqual([]);
  });
});

describe("two exports in one file are refused, and the second is not lost", () => {
  const heading = "Well\tWell Position\tSample Name\tTarget Name\tC\u0442";
  const results = [
    "* Block Type = 96-Well Block",
    "",
    "[Results]",
    heading,
    "1\tA1\tS1\tA\t21.5",
    "",
    "Analysis Type = Singleplex",
    "",
  ];
  const viia = results.join("\n");
  const older =
    "SDS 2.3 RQ Results\t1.2\n\n# \tPlate\tPos\tSample\tDetector\tTask\tCt\n1\tC\tA1\tS1\tA\tTarget\t21\n\n";
  // The line of the headings that are not the first ones to be read.
  test.each([
    ["the same twice", sds(sound, "\n") + sds(sound, "\n"), 10],
    ["another vendor's behind it", sds(sound, "\n") + viia, 11],
    ["results cut out and pasted behind", `${viia}[Results]\n${heading}\n1\tA1\tS2\tA\t22.5\n`, 9],
    ["another one before it, passed over as key lines", older + sds(sound, "\n"), 3],
    ["with commas between its cells", `${sds(sound, "\n")}\nWell,Fluor,Target,Sample,Cq\nA01,FAM,A,S9,20.5\n`, 9],
    ["behind a summary", `${sds(sound, "\n")}\nSummary Data for Study made\n${sds(sound, "\n")}`, 12],
  ] as const)("%s", (_, both, line) => {
    expect(of(both).refused.map(({ code, line }) => [code, line])).toEqual([["table-twice", line]]);
  });

  test("a summary or another section behind the wells is none", () => {
    const summary = "PlateID\tSample\tDetector\tAvg delta Ct\tdelta Ct SD\n\tS1\tA\t3.5\t0.1\n";
    expect(of(`${sds(sound, "\n")}\nSummary Data for Study made\n${summary}`).refused).toEqual([]);
    const melt = "Well\tWell Position\tReading\tTemperature\n1\tA1\t1\t60.0\n";
    expect(of(`${viia}\n[Melt Curve Raw Data]\n${melt}`).refused).toEqual([]);
  });
});

describe("doubts", () => {
  test("a small card has that one alone", () => expect(of(sds(sound)).doubts).toEqual([small]));

  const tail = (rows: readonly (readonly (string | number)[])[]) => of(sds(rows)).doubts.slice(1);
  test.each([
    [
      "line ends",
      () => of(sds(sound).replace("\r\n", "\n")).doubts[0],
      "Lines end in several ways (LF 1, CRLF 6): the file was put together or edited.",
    ],
    [
      "an edit by hand",
      () => tail([[1, "S1", "A", "21.5", "21.6"], [2, "S1", "B", "22.5", "22.503"], ...sound.slice(2)])[0],
      "The Ct is not the vendor's own mean of the same one well, as after an edit by hand, in 1 well: line 4.",
    ],
    [
      "undetermined where the vendor has a mean",
      () => tail([[1, "S1", "A", "Undetermined", "27.1"], [2, "S1", "B", "Undetermined", "40"], ...sound.slice(2)])[0],
      "The Ct is not the vendor's own mean of the same one well, as after an edit by hand, in 1 well: line 4.",
    ],
    [
      "nameless wells",
      () => of(sds([...sound, [5, "", "A", "20.5"]])).doubts[0],
      "1 well with an assay but without a sample's name: not read.",
    ],
    [
      "a sample with other assays",
      () => tail([...sound, [5, "NTC", "A", "Undetermined"]])[0],
      'Card "card A": the samples do not all have the same assays and replicates; "NTC" other than most.',
    ],
    [
      "a sample on two cards",
      () => tail([...sound, [1, "S1", "A", 21, "", "", "", "card B"], [2, "S1", "B", 21, "", "", "", "card B"]])[1],
      'On several cards under one name: "S1". Is each one sample?',
    ],
    [
      "thresholds",
      () =>
        tail([
          [1, "S1", "A", "21", "", "0.1"],
          [1, "S2", "A", "21", "", "0.201", "", "card B"],
        ])[0],
      'On some cards read with a threshold of more than twice another\'s: "A".',
    ],
    [
      "every well omitted",
      () =>
        tail([
          [1, "S1", "A", 21, "", "", 1],
          [2, "S1", "B", 21, "", "", 1],
        ])[0],
      "Every well is left out.",
    ],
    [
      "an unclear decimal mark",
      () =>
        of(
          sds([
            [1, "S1", "A", "21.5", "21,5"],
            [2, "S1", "B", "21.5", "21.5"],
          ]),
        ).doubts[0],
      "In the table at line 3 a column of numbers has points and commas, or thousands: which are its decimals is not clear, and its numbers are not read.",
    ],
  ])("%s", (_, got, wanted) => expect(got()).toBe(wanted));

  test("every well flagged", () => {
    const head = ["Well", "Well Position", "Sample Name", "Target Name", "CT", "NOAMP", "HIGHSD"].join("\t");
    const flagged = ["1\tA1\tS1\tA\t21.5\tY\tN", "2\tA2\tS1\tB\t22.5\tY\tY"];
    expect(of(`${[head, ...flagged].join("\n")}\n`).doubts).toContain('Every well has the flag "NOAMP".');
    const either = ["1\tA1\tS1\tA\t21.5\tY\tN", "2\tA2\tS1\tB\t22.5\tN\tY"];
    expect(of(`${[head, ...either].join("\n")}\n`).doubts).toContain("Every well has a flag.");
    const some = ["1\tA1\tS1\tA\t21.5\tY\tN", "2\tA2\tS1\tB\t22.5\tN\tN"];
    expect(of(`${[head, ...some].join("\n")}\n`).doubts.join()).not.toContain("flag");
  });

  test("positions without a well, by name", () => {
    const rows = Array.from({ length: 384 }, (_, at) => [at + 1, "S1", `A${at}`, "21.5"] as const);
    expect(of(sds(rows)).doubts).toEqual([]);
    const { cards } = of(sds(rows.filter(([well]) => well !== 24 && well !== 25 && well !== 384)));
    expect(cards[0]).toMatchObject({ positions: 384, vacant: 3, absent: ["A24-B1", "P24"] });
  });
});

describe("files and folders", () => {
  const all = async (...paths: readonly string[]) => {
    const told = [];
    for await (const inspection of inspectFiles(paths)) told.push(inspection);
    return told;
  };

  test("every file of a folder, whatever one of them is; and what is not there", async () => {
    mkdirSync(join(folder, "cards", "more"), { recursive: true });
    mkdirSync(join(folder, "empty"));
    writeFileSync(join(folder, "cards", "1.txt"), sample("sds-2.1"));
    writeFileSync(join(folder, "cards", "2.bin"), Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 9]));
    writeFileSync(join(folder, "cards", "more", "3.txt"), sample("quantstudio"));
    writeFileSync(join(folder, "cards", "4.txt"), "");
    const told = await all(join(folder, "cards"), join(folder, "empty"), join(folder, "none.txt"));
    expect(
      told.map(({ file, wells, refused }) => [
        file.slice(folder.length + 1),
        wells.all,
        ...refused.map(({ code }) => code),
      ]),
    ).toEqual([
      ["cards/1.txt", 11],
      ["cards/2.bin", 0, "file-broken"],
      ["cards/4.txt", 0, "format-unknown"],
      ["cards/more/3.txt", 11],
      ["empty", 0, "no-exports"],
      ["none.txt", 0, "file-unreadable"],
    ]);
  });

  test("no text of a file steers a terminal, and the JSON holds it all", () => {
    const hostile = "S\u001b[2J\u202e\u{e0041}2\u009b";
    const told = of(sds([...sound.slice(0, 2), [3, hostile, "A", "2\u001b"], [4, hostile, "B", "22"]]), "a\u001b.txt");
    const steering = /(?!\n)[\p{Cc}\p{Cf}]/u;
    expect(text(told)).not.toMatch(steering);
    const json = escapedJson(told);
    expect(json).not.toMatch(steering);
    expect(JSON.parse(json).samples[1]).toBe(hostile);
    expect(JSON.parse(json).file).toBe("a\u001b.txt");
  });

  test("the JSON has the shape that is promised", () => {
    const json = JSON.parse(escapedJson(of(sample("sds-2.1"))));
    expect(Object.keys(json).sort()).toEqual(
      "assays cards doubts file flags formats kind refused samples tables texts wells".split(" "),
    );
    expect(json.cards[0]).toMatchObject({
      ...{ card: "card A", wells: 8, samples: 2, assays: 6, run: "Tue Feb 12 11:06:02 GMT 2008" },
      thresholds: { low: 0.2, high: 0.2, automatic: 6, manual: 0, unsaid: 0 },
    });
    expect(json.tables[0]).toMatchObject({ line: 13, format: "sds-2.1", decimals: ["point"] });
  });
});
