import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Columns } from "../data/column.ts";
import type { Dataset, Value } from "../data/dataset.ts";
import { readDatasetJson } from "../data/dataset-json.ts";
import { exampleStudy } from "../data/example/study.ts";
import type { RunRecord } from "../data/provenance.ts";
import type { CellRead, RunTables } from "../data/run-tables.ts";
import { sasText } from "../data/sas-date.ts";
import { readXpt } from "../data/xpt.ts";
import { run } from "../pipeline/run.ts";
import { readRecord } from "../pipeline/run-record.ts";
import { readRunTables } from "../pipeline/run-tables.ts";
import { paramCodes } from "../reports/adam/param-codes.ts";
import { datasetJson } from "../reports/forms/dataset-json.ts";
import type { Form } from "../reports/forms/form.ts";
import { xpt } from "../reports/forms/xpt.ts";
import { expressionColumns } from "../stages/expression-table.ts";
import { outcomeColumns } from "../stages/outcome-table.ts";

// The datasets of ADaM are read back with the readers of clinical datasets, and held against the tables of the run.

async function filesOf(form: Form, run: RunTables): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const { file, bytes } of form.write(run)) files.set(file, Buffer.concat([...bytes]));
  return files;
}

/** A row by its columns. */
type Cells = Readonly<Record<string, CellRead>>;

const recordsOf = ({ variables, rows }: Dataset) =>
  rows.map(
    ({ values }): Record<string, Value> => Object.fromEntries(variables.map(({ name }, at) => [name, values[at]])),
  );

/** The elements of a document with their attributes and text, in order. @throws where it is not well-formed. */
function elementsOf(xml: string) {
  const elements: { name: string; attributes: Readonly<Record<string, string>>; text: string }[] = [];
  const open: typeof elements = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: "" };
    elements.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    if (open.length > 0) open.at(-1)!.text += text;
  });
  parser.on("closetag", () => open.pop());
  parser.write(xml).close();
  return elements;
}

describe("a run of the example study", () => {
  const root = mkdtempSync(join(tmpdir(), "deltact-adam-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  let made: RunTables;
  let record: RunRecord;
  let json: Map<string, Buffer>;
  let sas: Map<string, Buffer>;
  const table = (name: string): Cells[] => {
    const { columns, rows } = made.tables.find((one) => one.name === name)!;
    return [...rows()].map((cells) =>
      Object.fromEntries(Object.keys(columns).map((column, at) => [column, cells[at]])),
    );
  };
  const read = (name: string) => readDatasetJson(`${name}.json`, json.get(`${name}.json`)!);

  beforeAll(async () => {
    for (const { path, text } of exampleStudy({ cards: 4, seed: 3 })) {
      mkdirSync(dirname(join(root, "study", path)), { recursive: true });
      writeFileSync(join(root, "study", path), text);
    }
    const { folder } = await run(join(root, "study"), { out: join(root, "runs"), until: "outcome" });
    made = readRunTables(folder!.path);
    record = readRecord(folder!.path);
    json = await filesOf(datasetJson, made);
    sas = await filesOf(xpt, made);
  });

  test("provenance tells the moments and the contrasts of the study", () => {
    const names = (text: string) => text.split(" ") as [string, string];
    const moment = (text: string) => ({ visit: names(text)[0], time: names(text)[1] });
    expect(record.design!.moments).toEqual(["C1D1 pre", "C1D1 post", "C1D15 pre", "C1D15 post"].map(moment));
    expect(record.design!.contrasts.map(({ name, from, to }) => ({ name, from, to }))).toContainEqual({
      ...{ name: "sustained", from: moment("C1D1 pre"), to: moment("C1D15 pre") },
    });
  });

  test("the files, the same each time", async () => {
    expect([...json.keys()]).toEqual(["adqpcr.json", "adtte.json", "adoutc.json", "define.xml"]);
    expect([...sas.keys()]).toEqual(["adqpcr.xpt", "adtte.xpt", "adoutc.xpt", "define.xml"]);
    for (const [form, before] of [
      [datasetJson, json],
      [xpt, sas],
    ] as const)
      for (const [file, bytes] of await filesOf(form, made)) expect(bytes.equals(before.get(file)!), file).toBe(true);
  });

  test("ADQPCR is the targets of expression.csv, each value as it is there", () => {
    const records = recordsOf(read("adqpcr"));
    const key = (...cells: unknown[]) => cells.join("|");
    const found = new Map(records.map((one) => [key(one.USUBJID, one.ASSAY, one.AVISIT, one.ATPT), one]));
    const rows = table("expression").filter(({ role }) => role === "target");
    expect(rows.length).toBe(4 * 4 * 90);
    expect(found.size).toBe(records.length);
    expect(records.length).toBe(rows.length);
    for (const row of rows) {
      const one = found.get(key(row.subject, row.assay, row.visit, row.time))!;
      expect({ ...one, PARAM: "", PARAMCD: "", ABLFL: "", BASE: 0, CHG: 0 }).toEqual({
        ...{ PARAM: "", PARAMCD: "", ABLFL: "", BASE: 0, CHG: 0 },
        ...{ STUDYID: "example", USUBJID: row.subject, PARCAT1: row.category, AVISIT: row.visit, ATPT: row.time },
        ...{ AVISITN: row.visit === "C1D1" ? 1 : 2, ATPTN: row.time === "pre" ? 1 : 2, HOURS: row.hours },
        ...{ AVAL: row.delta_ct, STATE: row.state, SAMPLE: row.sample, ASSAY: row.assay, GENE: row.gene },
        ...{ NWELLS: row.wells, CT: row.ct, REFCT: row.reference_ct, DCTSD: row.delta_ct_sd, DCTSE: row.delta_ct_se },
      });
      expect(one.PARAM).toBe(`${row.gene} dCt (cycles)`);
      expect(one.PARAMCD).toMatch(/^[A-Z][A-Z0-9_]{0,7}$/);
    }
    expect(records.some(({ AVAL, STATE }) => AVAL === undefined && STATE === "undetermined")).toBe(true);
    expect(new Set(records.map(({ PARAMCD }) => PARAMCD)).size).toBe(90);
  });

  test("CHG is the negative of the log2 change of change.csv, and BASE the dCt of the first moment", () => {
    const records = recordsOf(read("adqpcr"));
    const at = (subject: unknown, assay: unknown, visit: string, time: string) =>
      records.find(
        (one) => one.USUBJID === subject && one.ASSAY === assay && one.AVISIT === visit && one.ATPT === time,
      )!;
    let changes = 0;
    let bounds = 0;
    for (const row of table("change").filter(({ contrast }) => contrast === "sustained")) {
      const [before, after] = ["C1D1", "C1D15"].map((visit) => at(row.subject, row.assay, visit, "pre"));
      expect(before!.ABLFL).toBe(before!.AVAL === undefined ? "" : "Y");
      expect(before!.CHG).toBe(undefined);
      expect([before!.BASE, after!.BASE]).toEqual([before!.AVAL, before!.AVAL]);
      expect(after!.ABLFL).toBe("");
      if (row.log2_change === undefined) {
        expect(after!.CHG).toBe(undefined);
        bounds++;
      } else {
        expect(after!.CHG).toBeCloseTo(-(row.log2_change as number), 12);
        changes++;
      }
    }
    expect(changes + bounds).toBe(4 * 90);
    expect(changes).toBeGreaterThan(300);
    expect(bounds).toBeGreaterThan(0);
  });

  test("records stand in the order of the keys", () => {
    const keys = recordsOf(read("adqpcr")).map((one) =>
      [one.USUBJID, one.PARAMCD, one.AVISITN, one.ATPTN].join("\u0000"),
    );
    expect(keys).toEqual([...keys].sort());
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("ADTTE is the times to events that have a value, ADOUTC all else", () => {
    const rows = table("outcome");
    const [timed, others] = ["adtte", "adoutc"].map((name) => recordsOf(read(name)));
    const told = rows.filter(({ kind, value }) => kind === "time-to-event" && value !== undefined);
    const sorted = (list: readonly unknown[][]) => list.map((one) => JSON.stringify(one)).sort();
    expect(timed!.length).toBeGreaterThan(4);
    expect(sorted(timed!.map((one) => [one.USUBJID, one.PARAM, one.AVAL, one.CNSR, one.ADT, one.EVNTDESC]))).toEqual(
      sorted(
        told.map((row) => [row.subject, `${row.measure} (months)`, row.value, row.event ? 0 : 1, row.date, row.reason]),
      ),
    );
    expect(sorted(others!.map((one) => [one.USUBJID, one.AVAL, one.AVALC, one.ADT, one.REASON, one.CAVEAT]))).toEqual(
      sorted(
        rows
          .filter(({ kind }) => kind !== "time-to-event")
          .map((row) => [row.subject, row.value, row.word ?? "", row.date ?? "", row.reason, row.caveat ?? ""]),
      ),
    );
  });

  test.each(["adqpcr", "adtte", "adoutc"])("%s is the same as a transport file, but that SAS counts days", (name) => {
    const [one] = readXpt(`${name}.xpt`, sas.get(`${name}.xpt`)!);
    const other = read(name);
    expect(one!.variables.map(({ name, label }) => ({ name, label }))).toEqual(
      other.variables.map(({ name, label }) => ({ name, label })),
    );
    const plain = one!.rows.map(({ values }) =>
      values.map((value, at) => {
        const variable = one!.variables[at]!;
        if (variable.format !== "DATE9.") return value;
        return value === undefined ? "" : sasText(value as number, variable);
      }),
    );
    expect(plain).toEqual(other.rows.map(({ values }) => values));
  });

  test.each(["json", "xpt"])("define.xml describes every variable of the .%s files, and nothing else", (ending) => {
    const elements = elementsOf((ending === "json" ? json : sas).get("define.xml")!.toString());
    const named = (name: string, attribute: string) =>
      elements.filter((one) => one.name === name).map(({ attributes }) => attributes[attribute]);
    const heads = ["adqpcr", "adtte", "adoutc"].map((name) => JSON.parse(json.get(`${name}.json`)!.toString()));
    const oids = heads.flatMap(({ columns }) => columns.map(({ itemOID }: { itemOID: string }) => itemOID));
    expect(named("ItemDef", "OID")).toEqual(oids);
    expect(named("ItemRef", "ItemOID")).toEqual(oids);
    expect(named("ItemGroupDef", "OID")).toEqual(heads.map(({ itemGroupOID }) => itemGroupOID));
    expect(named("def:leaf", "xlink:href")).toEqual(["adqpcr", "adtte", "adoutc"].map((name) => `${name}.${ending}`));
    expect(named("Study", "OID")).toEqual([heads[0].studyOID]);
    expect(named("MetaDataVersion", "OID")).toEqual([heads[0].metaDataVersionOID]);
    const methods = named("ItemRef", "MethodOID").filter(Boolean);
    expect(methods.length).toBeGreaterThan(5);
    expect(named("MethodDef", "OID")).toEqual(methods);
    expect(named("CodeList", "OID")).toEqual(named("CodeListRef", "CodeListOID"));
    const codes = named("CodeListItem", "CodedValue");
    for (const { PARAMCD } of recordsOf(read("adqpcr"))) expect(codes).toContain(PARAMCD);
  });

  test("a run that was stopped before its expression is refused", async () => {
    const cut = { ...made, tables: made.tables.filter(({ name }) => name !== "expression") };
    await expect(filesOf(xpt, cut)).rejects.toThrow(/^expression\.csv: is not in the run, .*\n.*\[form-unfit\]$/);
  });

  test("the keys of both files, and the version, are those of Dataset-JSON 1.1", () => {
    const { columns, rows, ...head } = JSON.parse(json.get("adtte.json")!.toString());
    expect(head).toEqual({
      ...{ datasetJSONCreationDateTime: record.ended, datasetJSONVersion: "1.1.0" },
      ...{ fileOID: `deltact.${record.run}.ADTTE`, originator: "deltact" },
      sourceSystem: { name: "deltact", version: record.version },
      ...{ studyOID: "ST.example", metaDataVersionOID: `MDV.${record.run}`, metaDataRef: "define.xml" },
      ...{ itemGroupOID: "IG.ADTTE", records: rows.length, name: "ADTTE", label: "Times to Events" },
    });
    expect(columns.find(({ name }: { name: string }) => name === "ADT")).toEqual({
      ...{ itemOID: "IT.ADTTE.ADT", name: "ADT", label: "Analysis Date" },
      ...{ dataType: "date", targetDataType: "integer", displayFormat: "DATE9." },
    });
    expect(readFileSync(join(root, "study", "study.yaml"), "utf8")).toContain("study: example");
  });
});

describe("runs made by hand", () => {
  const moments = [
    { visit: "V1", time: "pre" },
    { visit: "V2", time: "pre" },
  ] as const;
  const from = (moment: 0 | 1) => [{ name: "c", from: moments[moment], to: moments[1 - moment]! }];
  const tableOf = (name: string, columns: Columns, rows: readonly Cells[]) => ({
    ...{ name, columns, key: [], length: rows.length },
    rows: () => rows.map((row) => Object.keys(columns).map((column) => row[column])),
  });
  const madeRun = (design: RunRecord["design"], rows: readonly Cells[], outcome: readonly Cells[] = []): RunTables => ({
    record: {
      ...{ program: "deltact", version: "0", run: "0f", study: "made & <small>", inputs: [], settings: [] },
      ...{ tables: [], headlines: [], ended: "2026-01-02T03:04:05.006Z", design },
    },
    tables: [
      tableOf("expression", expressionColumns, rows),
      ...(outcome.length > 0 ? [tableOf("outcome", outcomeColumns, outcome)] : []),
    ],
    rdes: undefined,
  });
  const cell = (visit: string, delta: number | undefined, more: Cells = {}): Cells => ({
    ...{ sample: `s ${visit}`, subject: "S1", visit, time: "pre", assay: "A1", gene: "G1", category: "set" },
    ...{ role: "target", wells: 1, delta_ct: delta, state: delta === undefined ? "undetermined" : "measured", ...more },
  });
  const adqpcr = async (run: RunTables) =>
    recordsOf(readDatasetJson("adqpcr.json", (await filesOf(datasetJson, run)).get("adqpcr.json")!));

  test("the baseline is the first moment, if a contrast starts there", async () => {
    const rows = [cell("V2", 5.5), cell("V1", 3)];
    const records = await adqpcr(madeRun({ moments, contrasts: from(0) }, rows));
    expect(records.map(({ AVISIT, ABLFL, BASE, CHG }) => [AVISIT, ABLFL, BASE, CHG])).toEqual([
      ["V1", "Y", 3, undefined],
      ["V2", "", 3, 2.5],
    ]);
    const missing = await adqpcr(madeRun({ moments, contrasts: from(0) }, [cell("V2", 5.5), cell("V1", undefined)]));
    expect(missing.map(({ ABLFL, BASE, CHG }) => [ABLFL, BASE, CHG])).toEqual([
      ["", undefined, undefined],
      ["", undefined, undefined],
    ]);
  });

  test.each([
    ["no contrast starts at the first moment", { moments, contrasts: from(1) }, 2],
    ["the design is not told", undefined, 0],
  ])("there is no baseline where %s", async (_, design, places) => {
    const [first] = await adqpcr(madeRun(design, [cell("V2", 5.5), cell("V1", 3)]));
    const names = Object.keys(first!);
    expect(names.filter((name) => ["ABLFL", "BASE", "CHG"].includes(name))).toEqual([]);
    expect(names.filter((name) => ["AVISITN", "ATPTN"].includes(name)).length).toBe(places);
    expect(first).toMatchObject({ AVISIT: "V1", AVAL: 3 });
  });

  test("texts of any kind come back from Dataset-JSON and define.xml; a transport file refuses what it cannot hold", async () => {
    const gene = '<b>"IFN\u03b1"</b> & =1+1';
    const run = madeRun({ moments, contrasts: from(0) }, [
      cell("V1", 1, { gene }),
      cell("V1", 2, { assay: "A2", gene: "B" }),
    ]);
    const files = await filesOf(datasetJson, run);
    const records = recordsOf(readDatasetJson("adqpcr.json", files.get("adqpcr.json")!));
    expect(records.map(({ GENE }) => GENE)).toEqual(["B", gene]);
    expect(records[0]!.STUDYID).toBe("made & <small>");
    const texts = elementsOf(files.get("define.xml")!.toString()).map(({ text }) => text);
    expect(texts).toContain(`${gene} dCt (cycles)`);
    expect(texts).toContain("made & <small>");
    await expect(filesOf(xpt, run)).rejects.toThrow(
      /^adqpcr\.xpt record 2, ADQPCR\.PARAM: .* is not of printable ASCII/,
    );
    const control = madeRun(undefined, [cell("V1", 1, { gene: "a\u0001" })]);
    await expect(filesOf(datasetJson, control)).rejects.toThrow(/^define\.xml: "a\\u0001 dCt.*XML has no way to write/);
  });

  test("two assays of one gene are two parameters, told apart by the assay", async () => {
    const records = await adqpcr(madeRun(undefined, [cell("V1", 1), cell("V1", 2, { assay: "A2" })]));
    expect(records.map(({ PARAMCD, PARAM, AVAL }) => [PARAMCD, PARAM, AVAL])).toEqual([
      ["G1_1", "G1 A1 dCt (cycles)", 1],
      ["G1_2", "G1 A2 dCt (cycles)", 2],
    ]);
  });

  test("a run without a target is refused; one without outcomes has ADQPCR alone", async () => {
    const none = madeRun(undefined, [cell("V1", 1, { role: "reference" })]);
    await expect(filesOf(xpt, none)).rejects.toThrow(/holds no target.*\[form-unfit\]/s);
    expect([...(await filesOf(xpt, madeRun(undefined, [cell("V1", 1)]))).keys()]).toEqual(["adqpcr.xpt", "define.xml"]);
  });

  test("a time without an event or a censoring has no record in ADTTE", async () => {
    const outcome = (subject: string, more: Cells): Cells => ({
      ...{ subject, measure: "os", kind: "time-to-event", unit: "months", reason: "made", ...more },
    });
    const run = madeRun(
      undefined,
      [cell("V1", 1)],
      [
        outcome("S1", { value: 3, event: false }),
        outcome("S2", { value: 4, event: true, date: "2014-05-03" }),
        outcome("S3", { unit: undefined }),
      ],
    );
    const records = recordsOf(readXpt("adtte.xpt", (await filesOf(xpt, run)).get("adtte.xpt")!)[0]!);
    expect(records.map(({ USUBJID, AVAL, CNSR, ADT }) => [USUBJID, AVAL, CNSR, ADT])).toEqual([
      ["S1", 3, 1, undefined],
      // 2014-05-03 is 19846 days after 1960-01-01: 54 years with 14 leap days, and 122 days.
      ["S2", 4, 0, 54 * 365 + 14 + 122],
    ]);
  });
});

test("PARAMCD: the symbol where it can be one, else its beginning and a number, in the order of the keys", () => {
  const codes = (...names: string[]) => paramCodes(names.map((name, at) => ({ key: `${name}|${at}`, name })));
  expect(codes("PTPN11", "HLA-A", "sept2", "18S")).toEqual(["PTPN11", "HLAA", "SEPT2", "X18S"]);
  expect(codes("TNFRSF13C", "TNFRSF10B", "TNFRSF10")).toEqual(["TNFRSF_2", "TNFRSF_1", "TNFRSF10"]);
  expect(codes("AB", "A-B", "ab", "AB_1")).toEqual(["AB_2", "AB_1", "AB_3", "AB1"]);
  expect(codes("\u03b2", "\u03b3")).toEqual(["X_1", "X_2"]);
  const many = codes(...Array.from({ length: 1200 }, (_, at) => `hsa-miR-${at + 1000}`));
  expect(new Set(many).size).toBe(1200);
  expect(many.every((code) => /^[A-Z][A-Z0-9_]{0,7}$/.test(code))).toBe(true);
});
