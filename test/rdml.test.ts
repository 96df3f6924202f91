import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Zip from "adm-zip";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { validateXML, type XMLFileInfo } from "xmllint-wasm";
import type { Columns } from "../data/column.ts";
import { cardsOf, editWells } from "../data/example/faults/edit.ts";
import { exampleStudy } from "../data/example/study.ts";
import type { CellRead, RunTables } from "../data/run-tables.ts";
import { run } from "../pipeline/run.ts";
import { readRunTables } from "../pipeline/run-tables.ts";
import { rdml } from "../reports/forms/rdml.ts";
import { plateOf } from "../reports/rdml/plate.ts";
import { expressionColumns } from "../stages/expression-table.ts";
import { wells as wellsStage } from "../stages/wells.ts";

// RDML documents, held against the schema of the RDML consortium where it is, and against the wells that they are of.

const corpus = new URL("../../shared/corpus/rdml/", import.meta.url).pathname;
const there = existsSync(corpus);
const schema = () =>
  readFileSync(join(corpus, readdirSync(corpus).find((name) => name.endsWith("v1_3_REC.xsd"))!), "utf8");

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** @throws where the document is not well-formed. */
function parse(xml: string): Element {
  const open: Element[] = [{ name: "", attributes: {}, children: [], text: "" }];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: "" };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    open.at(-1)!.text += text;
  });
  parser.on("closetag", () => open.pop());
  parser.write(xml).close();
  return open[0]!.children[0]!;
}

const all = (element: Element, name: string) => element.children.filter((child) => child.name === name);
const one = (element: Element, name: string) => all(element, name)[0];

async function written(run: RunTables): Promise<{ bytes: Buffer; xml: string }> {
  const files: { file: string; bytes: Buffer }[] = [];
  for await (const { file, bytes } of rdml.write(run)) files.push({ file, bytes: Buffer.concat([...bytes]) });
  expect(files.map(({ file }) => file)).toEqual(["run.rdml"]);
  const entries = new Zip(files[0]!.bytes).getEntries();
  expect(entries.map(({ entryName }) => entryName)).toEqual(["rdml_data.xml"]);
  return { bytes: files[0]!.bytes, xml: entries[0]!.getData().toString("utf8") };
}

const problemsOf = async (contents: string): Promise<string[]> => {
  const xml: XMLFileInfo = { fileName: "rdml_data.xml", contents };
  const { errors } = await validateXML({ xml, schema: schema(), maxMemoryPages: 4096 });
  return errors.map(({ message }) => message);
};

test.runIf(!there)(`not held against the schema: there is no corpus in ${corpus}`, (context) => context.skip());

type Cells = Readonly<Record<string, CellRead>>;

describe("a run with controls, exclusions and names that need care", () => {
  const root = mkdtempSync(join(tmpdir(), "deltact-rdml-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const hostile = `<x a="1">&'${"\u03b1"}`;
  let made: RunTables;
  let folder = "";
  let xml = "";
  let bytes: Buffer;
  let document: Element;
  const rowsOf = (name: string): Cells[] => {
    const { columns, rows } = made.tables.find((one) => one.name === name)!;
    return [...rows()].map((cells) =>
      Object.fromEntries(Object.keys(columns).map((column, at) => [column, cells[at]])),
    );
  };

  beforeAll(async () => {
    const study = join(root, "study");
    const files = new Map(
      [...exampleStudy({ cards: 3, seed: 2, formats: ["quantstudio"] })].map(({ path, text }) => [path, text]),
    );
    editWells(files, cardsOf(files)[1]!, (cells) =>
      ["7", "8"].includes(cells.Well!) ? { ...cells, Omit: "true" } : cells,
    );
    for (const [path, text] of files) {
      mkdirSync(dirname(join(study, path)), { recursive: true });
      writeFileSync(join(study, path), text);
    }
    const edit = (file: string, change: (text: string) => string) => {
      writeFileSync(join(study, file), change(readFileSync(join(study, file), "utf8")));
    };
    const cards = readdirSync(join(study, "cards")).sort();
    const own = join("cards", cards.at(-1)!);
    const subject = /INO-\d+(?= C1D15 post)/.exec(readFileSync(join(study, own), "utf8"))![0];
    edit(own, (text) => text.replaceAll(`${subject} C1D15 post`, "NTC").replaceAll(`${subject} C1D15 pre`, hostile));
    edit("samples.csv", (text) =>
      text
        .replace(new RegExp(`^${subject} C1D15 post,${subject},C1D15,post`, "m"), "NTC,,,")
        .replace(new RegExp(`^${subject} C1D15 pre,`, "m"), `"${hostile.replaceAll('"', '""')}",`),
    );
    writeFileSync(
      join(study, "exclusions.csv"),
      [
        "scope,card,well,sample,assay,reason,person,date",
        "well,EX00001,3,,,bubble & lint,AB,2014-05-03",
        "assay,,,NTC,BAX,smear,AB,2014-05-03",
        "",
      ].join("\n"),
    );
    edit("study.yaml", (text) => text.replace("quality:    {", 'quality:    { exclude: "ct-limit", '));
    const result = await run(study, { out: join(root, "runs"), until: "expression" });
    folder = result.folder!.path;
    made = readRunTables(folder);
    ({ xml, bytes } = await written(made));
    document = parse(xml);
  });

  test.runIf(there)("is valid by the schema of RDML 1.3", async () => {
    expect(await problemsOf(xml)).toEqual([]);
    // The schema is asked in earnest: a second well of a number, and a sample that is not listed, are found.
    expect(await problemsOf(xml.replace('<react id="2">', '<react id="1">'))).not.toEqual([]);
    expect(await problemsOf(xml.replace('<sample id="NTC"/>', '<sample id="nobody"/>'))).not.toEqual([]);
  });

  test("every well is there under its number, with sample, target and Cq, a run a card", () => {
    const wells = rowsOf("wells");
    const samples = new Map(all(document, "sample").map((sample) => [sample.attributes.id!, sample]));
    const found = all(one(document, "experiment")!, "run").flatMap((card) =>
      all(card, "react").flatMap((react) =>
        all(react, "data").map((data) => ({
          card: card.attributes.id,
          well: Number(react.attributes.id),
          sample: one(react, "sample")!.attributes.id,
          target: one(data, "tar")!.attributes.id,
          cq: one(data, "cq")?.text,
        })),
      ),
    );
    expect(found.length).toBe(3 * 384);
    expect(found).toEqual(
      wells.map(({ card, well, sample, gene, ct, state }) => ({
        ...{ card, well, sample, target: gene },
        cq: state === "measured" ? String(ct) : state === "undetermined" ? "-1.0" : undefined,
      })),
    );
    expect(samples.has(hostile)).toBe(true);
    expect(wells.filter(({ state }) => state === "undetermined").length).toBeGreaterThan(0);
  });

  test("types of samples and targets are those of the spreadsheets of RDES", () => {
    const types = (name: string) =>
      Object.fromEntries(all(document, name).map((of) => [of.attributes.id!, one(of, "type")!.text]));
    const [samples, targets] = [types("sample"), types("target")];
    expect(samples.NTC).toBe("ntc");
    expect(Object.values(targets).filter((type) => type === "ref").length).toBe(6);
    let rows = 0;
    for (const file of readdirSync(folder).filter((file) => file.endsWith(".tsv"))) {
      for (const line of readFileSync(join(folder, file), "utf8").trimEnd().split("\n").slice(1)) {
        const [, sample, type, target, targetType] = line.split("\t");
        if (sample!.startsWith("<")) continue;
        expect([samples[sample!], targets[target!]]).toEqual([type, targetType]);
        rows++;
      }
    }
    expect(rows).toBe(3 * 384 - 96);
  });

  test("excl tells why a well is in no mean: the software, the laboratory, the checks that exclude", () => {
    const reasons = new Map(
      all(one(document, "experiment")!, "run").flatMap((card) =>
        all(card, "react").map((react) => {
          const excl = one(one(react, "data")!, "excl")?.text ?? "";
          return [`${card.attributes.id} ${react.attributes.id}`, excl] as const;
        }),
      ),
    );
    expect(reasons.get("EX00001 3")).toContain("left out by the laboratory: bubble & lint (AB, 2014-05-03)");
    const wells = rowsOf("wells");
    const late = new Set(
      rowsOf("quality")
        .filter(({ check }) => check === "ct-limit")
        .map(({ card, well }) => `${card} ${well}`),
    );
    expect(late.size).toBeGreaterThan(3);
    let omitted = 0;
    let smears = 0;
    for (const { card, well, sample, gene, omitted: isOmitted } of wells) {
      const reason = reasons.get(`${card} ${well}`)!;
      const isSmear = sample === "NTC" && gene === "BAX";
      expect(reason.includes("left out in the instrument's software")).toBe(isOmitted);
      expect(reason.includes("smear")).toBe(isSmear);
      const isLeftOut = isOmitted || isSmear || late.has(`${card} ${well}`) || (card === "EX00001" && well === 3);
      expect(reason !== "", `${card} ${well}: ${reason}`).toBe(isLeftOut);
      if (isOmitted) omitted++;
      if (isSmear) smears++;
    }
    expect([omitted, smears]).toEqual([2, 1]);
    // The run itself averaged the measured wells without a reason, and no others.
    const used = rowsOf("expression").reduce((sum, { wells }) => sum + (wells as number), 0);
    const kept = wells.filter(({ card, well, sample }) => sample !== "NTC" && reasons.get(`${card} ${well}`) === "");
    expect(used).toBe(kept.filter(({ state }) => state === "measured").length);
  });

  test("what the study tells of a sample is annotated", () => {
    const sample = all(document, "sample").find(({ attributes }) => attributes.id === hostile)!;
    const told = all(sample, "annotation").map((of) => [one(of, "property")!.text, one(of, "value")!.text]);
    expect(told.slice(1)).toEqual([
      ["visit", "C1D15"],
      ["time", "pre"],
    ]);
    const ntc = all(document, "sample").find(({ attributes }) => attributes.id === "NTC")!;
    expect(all(ntc, "annotation")).toEqual([]);
  });

  test("two exports of one run are equal to the byte", async () => {
    expect((await written(made)).bytes.equals(bytes)).toBe(true);
  });

  test("a run that was stopped at its wells is refused: roles are not told then", async () => {
    const cut = { ...made, tables: made.tables.filter(({ name }) => name === "wells") };
    await expect(written(cut)).rejects.toThrow(/^expression\.csv: is not in the run, .*\n.*\[form-unfit\]$/);
  });
});

describe("runs made by hand", () => {
  const tableOf = (name: string, columns: Columns, rows: readonly Cells[]) => ({
    ...{ name, columns, key: [], length: rows.length },
    rows: () => rows.map((row) => Object.keys(columns).map((column) => row[column])),
  });
  const wellOf = (card: string, well: number, sample: string, assay: string, more: Cells = {}): Cells => ({
    ...{ card, well, position: `A${well}`, sample, assay, gene: assay === "A2" ? "A1" : assay, task: "UNKNOWN" },
    ...{ state: "measured", ct: 20.5, omitted: false, ...more },
  });
  const madeRun = (wells: readonly Cells[], subjects: readonly string[]): RunTables => ({
    record: {
      ...{ program: "deltact", version: "0", run: "0f", study: "made", inputs: [], settings: [] },
      ...{ tables: [], headlines: [], ended: "2026-01-02T03:04:05.006Z" },
    },
    tables: [
      tableOf("wells", wellsStage.tables[0]!.columns, wells),
      tableOf(
        "expression",
        expressionColumns,
        subjects.flatMap((sample) =>
          ["A1", "A2", "R"].map((assay) => ({
            ...{ sample, subject: "S", visit: "V", time: "T", assay, gene: assay === "A2" ? "A1" : assay },
            role: assay === "R" ? "reference" : "target",
          })),
        ),
      ),
    ],
    rdes: undefined,
  });
  const ids = (document: Element, name: string) => all(document, name).map(({ attributes }) => attributes.id);

  test("a subject's name on two cards is two samples, a control's is one; assays of one gene are told apart", async () => {
    const run = madeRun(
      [
        wellOf("C1", 1, "same", "A1"),
        wellOf("C1", 2, "NTC", "A2", { state: "undetermined", ct: undefined }),
        wellOf("C2", 1, "same", "R", { state: "no-result", ct: undefined }),
        wellOf("C2", 2, "NTC", "R"),
        wellOf("C2", 3, "blind", "A1", { task: "NTC" }),
      ],
      ["same"],
    );
    const { xml } = await written(run);
    const document = parse(xml);
    expect(ids(document, "sample")).toEqual(["same (C1)", "NTC", "same (C2)", "blind"]);
    expect(all(document, "sample").map((sample) => one(sample, "type")!.text)).toEqual(["unkn", "ntc", "unkn", "ntc"]);
    expect(ids(document, "target")).toEqual(["A1", "A1 A2", "R"]);
    const data = all(one(document, "experiment")!, "run").flatMap((card) =>
      all(card, "react").map((react) => one(one(react, "data")!, "cq")?.text),
    );
    expect(data).toEqual(["20.5", "-1.0", undefined, "20.5", "20.5"]);
    if (there) expect(await problemsOf(xml)).toEqual([]);
  });

  test("two assays in one well are one reaction; two samples in one are refused", async () => {
    const two = [wellOf("C1", 1, "s", "A1"), wellOf("C1", 1, "s", "R")];
    const { xml } = await written(madeRun(two, ["s"]));
    const [card] = all(one(parse(xml), "experiment")!, "run");
    expect(all(card!, "react").map((react) => all(react, "data").length)).toEqual([2]);
    const mixed = madeRun([two[0]!, wellOf("C1", 1, "t", "R")], ["s", "t"]);
    await expect(written(mixed)).rejects.toThrow(/^wells\.csv: the well 1 of the card C1 holds two samples/);
    const control = madeRun([wellOf("C1", 1, "s\u0002", "R")], ["s\u0002"]);
    await expect(written(control)).rejects.toThrow(/^wells\.csv: "s\\u0002" holds a character that XML has no way/);
  });

  test("the shape of a plate is told by its wells, or is free", () => {
    const wells = (...places: [number, string][]) => plateOf(places.map(([well, position]) => ({ well, position })));
    const plate = (rows: number, columns: number) => ({ rows, columns, rowLabel: "ABC", columnLabel: "123" });
    const free = { rows: -1, columns: 1, rowLabel: "123", columnLabel: "123" };
    expect(wells([1, "A1"], [25, "B1"])).toEqual(plate(16, 24));
    expect(wells([96, "H12"])).toEqual(plate(8, 12));
    expect(wells([1536, "AF48"])).toEqual(plate(32, 48));
    expect(wells([1, "A1"], [12, "A12"])).toEqual(free);
    expect(wells([1, ""], [25, "B1"])).toEqual(free);
  });
});
