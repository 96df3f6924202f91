import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleStudy } from "../data/example/study.ts";
import { run } from "../pipeline/run.ts";
import { readRecord } from "../pipeline/run-record.ts";
import { verifyRun } from "../pipeline/verify.ts";

// The cards as spreadsheets of RDES 1.0, held against what its specification asks for.

const root = mkdtempSync(join(tmpdir(), "deltact-rdes-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const study = join(root, "study");
let folder = "";
const HEAD = ["Well", "Sample", "Sample Type", "Target", "Target Type", "Dye", "Cq"];
const rowsOf = (file: string) =>
  readFileSync(join(folder, file), "utf8")
    .split("\n")
    .map((line) => line.split("\t"));
const files = () => readdirSync(folder).filter((file) => file.endsWith(".tsv"));

/** The cards of a small study; on one of them stand controls, and names that a spreadsheet or the format would trip over. */
beforeAll(async () => {
  for (const { path, text } of exampleStudy({ cards: 3, seed: 2, formats: ["quantstudio"] })) {
    mkdirSync(dirname(join(study, path)), { recursive: true });
    writeFileSync(join(study, path), text);
  }
  const rename = (file: string, names: Readonly<Record<string, string>>) => {
    let text = readFileSync(join(study, file), "utf8");
    for (const [from, to] of Object.entries(names)) text = text.replaceAll(from, to);
    writeFileSync(join(study, file), text);
  };
  const [own] = readdirSync(join(study, "cards")).sort().slice(-1);
  const subject = /INO-\d+(?= C1D15 post)/.exec(readFileSync(join(study, "cards", own!), "utf8"))![0];
  rename(join("cards", own!), {
    [`${subject} C1D15 post`]: "NTC",
    [`${subject} C1D15 pre`]: '=SUM(1) "x"',
  });
  rename("samples.csv", {
    [`${subject} C1D15 post,${subject},C1D15,post`]: "NTC,,,",
    [`${subject} C1D15 pre,`]: '"=SUM(1) ""x""",',
  });
  const made = await run(study, { out: join(root, "runs") });
  folder = made.folder!.path;
});

test("one file a card, in provenance with rows and hash", () => {
  expect(files()).toEqual(["rdes-EX00001.tsv", "rdes-EX00002.tsv", "rdes-EX00003.tsv"]);
  const { rdes } = readRecord(folder);
  expect(rdes).toMatchObject(files().map((file) => ({ file, rows: 384 })));
});

test("heading, codes, positions, numbers: as the specification asks, and nothing quoted", () => {
  for (const file of files()) {
    const [head, ...rows] = rowsOf(file);
    expect(head).toEqual(HEAD);
    expect(rows.pop(), "a line feed ends the last line").toEqual([""]);
    expect(rows).toHaveLength(384);
    expect(new Set(rows.map(([well]) => well)).size).toBe(384);
    const ofSample = new Map<string, string>();
    const ofTarget = new Map<string, string>();
    for (const [well, sample, type, target, role, dye, cq, ...more] of rows) {
      expect(more).toEqual([]);
      expect(well).toMatch(/^[A-P]([1-9]|1\d|2[0-4])$/);
      expect(type).toMatch(/^(unkn|ntc|nrt)$/);
      expect(role).toMatch(/^(toi|ref)$/);
      expect(dye).not.toBe("");
      expect(cq).toMatch(/^(-1\.0|\d+(\.\d+)?|)$/);
      // The same name has the same type throughout, and the same target the same role and dye.
      expect(ofSample.get(sample!) ?? type).toBe(type);
      expect(ofTarget.get(target!) ?? `${role} ${dye}`).toBe(`${role} ${dye}`);
      ofSample.set(sample!, type!);
      ofTarget.set(target!, `${role} ${dye}`);
    }
    expect(ofTarget.size).toBe(96);
    expect([...ofTarget.values()].filter((one) => one.startsWith("ref"))).toHaveLength(6);
  }
});

test("every Cq is that of the table of wells: -1.0 where no amplification was seen", () => {
  const lines = readFileSync(join(folder, "wells.csv"), "utf8").split("\n").slice(1);
  const asWritten = lines
    .filter((line) => line.startsWith("EX00001,"))
    .map((line) => line.split(",").at(-1)!)
    .map((cell) => (cell === "Undetermined" ? "-1.0" : cell));
  const rows = rowsOf("rdes-EX00001.tsv").slice(1, -1);
  expect(rows.map((row) => row[6])).toEqual(asWritten);
  expect(asWritten).toContain("-1.0");
});

test("a control is told by its type; a name is no formula, and breaks no cell", () => {
  const names = new Map(rowsOf("rdes-EX00003.tsv").map(([, sample, type]) => [sample, type]));
  expect(names.get("NTC")).toBe("ntc");
  expect(names.get("'=SUM(1) 'x'")).toBe("unkn");
});

test("a spreadsheet that was changed, or is gone, is found; so is one that the run did not write", async () => {
  const path = join(folder, "rdes-EX00002.tsv");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(/\d\n$/, "\n"));
  writeFileSync(join(folder, "rdes-mine.tsv"), HEAD.join("\t"));
  const { verdict, findings } = await verifyRun(folder, { study });
  expect(verdict).toBe("differs");
  expect(findings.map(({ code, file }) => `${code} ${file}`)).toEqual([
    ...["table-changed rdes-EX00002.tsv", "table-foreign rdes-mine.tsv"],
  ]);
  rmSync(join(folder, "rdes-mine.tsv"));
  rmSync(path);
  expect((await verifyRun(folder)).findings).toMatchObject([{ code: "table-missing", file: "rdes-EX00002.tsv" }]);
  writeFileSync(path, text);
  expect(await verifyRun(folder, { study })).toMatchObject({ verdict: "verified" });
});
