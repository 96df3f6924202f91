import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { read, utils } from "@e965/xlsx";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { columns } from "../data/column.ts";
import { exampleStudy } from "../data/example/study.ts";
import type { CellRead, RunTable, RunTables } from "../data/run-tables.ts";
import { Trouble } from "../data/trouble.ts";
import { exportRun } from "../pipeline/export.ts";
import { run } from "../pipeline/run.ts";
import { stages } from "../pipeline/settings.ts";
import type { FormName } from "../reports/forms/form.ts";
import { forms } from "../reports/forms/index.ts";

const cli = new URL("../dist/cli.js", import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), "deltact-export-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let number = 0;
const fresh = () => join(root, `${++number}`);

/** Names that spreadsheets take for a formula, a date and numbers. */
const hostile = { CR2: "=1+1", CASP3: "SEPT2", ATM: "1E5", "INO-1003": "001" };

/** The folders of a run of three subjects, some names of which are hostile; and of one that was stopped before the tests, which are most rows. */
let made = "";
let short = "";
beforeAll(async () => {
  const study = fresh();
  for (const { path, text } of exampleStudy({ subjects: 3, formats: ["quantstudio"] })) {
    let changed = text;
    for (const [from, to] of Object.entries(hostile))
      changed = changed.replace(new RegExp(`(?<![\\w-])${from}(?!\\w)`, "g"), to);
    mkdirSync(dirname(join(study, path)), { recursive: true });
    writeFileSync(join(study, path), changed);
  }
  made = (await run(study, { out: fresh() })).folder!.path;
  short = (await run(study, { out: fresh(), until: "outcome" })).folder!.path;
});

/** A copy of the run with a file that is edited; `told`: as if the run had written it so. */
function edited(file: string, edit: (text: string) => string, told = false): string {
  const copy = fresh();
  cpSync(short, copy, { recursive: true });
  const before = readFileSync(join(copy, file), "utf8");
  expect(edit(before)).not.toBe(before);
  writeFileSync(join(copy, file), edit(before));
  const [was, is] = [before, edit(before)].map((text) => createHash("sha256").update(text).digest("hex"));
  const record = readFileSync(join(copy, "provenance.json"), "utf8");
  if (told) writeFileSync(join(copy, "provenance.json"), record.replace(was!, is!));
  return copy;
}

async function refusal(of: Promise<unknown>): Promise<Trouble> {
  const error = await of.then(
    () => undefined,
    (error) => error,
  );
  expect(error).toBeInstanceOf(Trouble);
  return error;
}

/** The bytes of an export by the names of its files; of a form of one file, by "". */
function bytesAt(place: string): Map<string, Buffer> {
  if (statSync(place).isFile()) return new Map([["", readFileSync(place)]]);
  return new Map(readdirSync(place).map((file) => [file, readFileSync(join(place, file))]));
}

const tableNames = Object.values(stages).flatMap(({ tables }) => tables.map(({ name }) => name));
const dictionaryOf = (name: string) =>
  Object.values(stages)
    .flatMap((stage): readonly { name: string; columns: ReturnType<typeof columns> }[] => stage.tables)
    .find((table) => table.name === name)!.columns;

/** A table's CSV, read by another reader: texts without the apostrophe that guards them, numbers and yes and no as such, blank as null. */
function csv(name: string): { head: string[]; rows: (string | number | boolean | null)[][] } {
  const text = readFileSync(join(made, `${name}.csv`), "utf8").trimEnd();
  const [head = [], ...rows] = Papa.parse<string[]>(text, { delimiter: "," }).data;
  const kinds = head.map((column) => dictionaryOf(name)[column]!.kind);
  const typed = (cell: string, at: number) => {
    if (cell === "") return null;
    if (kinds[at] === "yes-no") return cell === "yes";
    return kinds[at] === "text" ? cell.replace(/^'(?=[=+\-@\t\r'])/, "") : Number(cell);
  };
  return { head, rows: rows.map((row) => row.map(typed)) };
}

/** Told of the first row that differs alone: a comparison of all of them as one takes longer by far. */
function expectSame(
  found: readonly (readonly unknown[])[],
  wanted: readonly (readonly unknown[])[],
  name: string,
): void {
  expect(found.length, name).toBe(wanted.length);
  const at = wanted.findIndex(
    (row, at) => row.length !== found[at]!.length || row.some((cell, c) => !Object.is(cell, found[at]![c])),
  );
  if (at >= 0) expect(found[at], `${name}, row ${at}`).toStrictEqual(wanted[at]);
}

describe.each(Object.keys(forms) as FormName[])("the form %s", (as) => {
  const { ending = "" } = forms[as];

  test("is whole at its place, the same in bytes each time, and names its files safely", async () => {
    const [one, two] = [fresh() + ending, fresh() + ending];
    const first = await exportRun(short, as, one);
    expect(first.before).toBe(false);
    expect(first.files.length).toBeGreaterThan(0);
    for (const file of first.files) {
      expect(basename(file)).toMatch(/^[A-Za-z0-9][A-Za-z0-9.-]*$/);
      expect(statSync(file).size, file).toBeGreaterThan(0);
    }
    await exportRun(join(short, "provenance.json"), as, two);
    expect(bytesAt(two)).toEqual(bytesAt(one));
    expect(await exportRun(short, as, one)).toEqual({ ...first, before: true });
    expect(readdirSync(root).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("refuses a run with a table that was changed, and leaves nothing", async () => {
    const place = fresh() + ending;
    const changed = edited("wells.csv", (text) => text.replace("measured", "Measured"));
    const { problems } = await refusal(exportRun(changed, as, place));
    expect(problems).toEqual([expect.objectContaining({ code: "run-broken", file: join(changed, "wells.csv") })]);
    expect(existsSync(place)).toBe(false);
    expect(readdirSync(root).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("overwrites nothing, and writes nothing into a run's folder", async () => {
    const place = fresh() + ending;
    await exportRun(short, as, place);
    const [file] = bytesAt(place).keys();
    appendFileSync(file ? join(place, file) : place, "mine");
    const before = bytesAt(place);
    expect((await refusal(exportRun(short, as, place))).problems[0]!.code).toBe("out-taken");
    expect(bytesAt(place)).toEqual(before);
    const within = await refusal(exportRun(short, as, join(short, "more", `x${ending}`)));
    expect(within.message).toContain("run's folder");
    expect(existsSync(join(short, "more"))).toBe(false);
  });
});

describe("parquet", () => {
  let folder = "";
  beforeAll(async () => {
    folder = fresh();
    await exportRun(made, "parquet", folder);
  });
  const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, `${name}.parquet`))).buffer;

  test("every cell of every table is that of the CSV, read by hyparquet", async () => {
    expect(readdirSync(folder).sort()).toEqual(tableNames.map((name) => `${name}.parquet`).sort());
    let counts = 0;
    for (const name of tableNames) {
      const { head, rows } = csv(name);
      const found = await parquetReadObjects({ file: bytes(name) });
      const cells = found.map((row) => head.map((column) => row[column]));
      counts += cells.flat().filter((cell) => typeof cell === "bigint").length;
      expectSame(
        cells.map((row) => row.map((cell) => (typeof cell === "bigint" ? Number(cell) : cell))),
        rows,
        name,
      );
    }
    expect(counts, "counts are whole numbers").toBeGreaterThan(1000);
  });

  test("so it is read by DuckDB, with the types of the dictionary", async () => {
    const types = { text: "VARCHAR", number: "DOUBLE", count: "BIGINT", "yes-no": "BOOLEAN" };
    const duck = await (await DuckDBInstance.create()).connect();
    for (const name of tableNames) {
      const { head, rows } = csv(name);
      const found = await duck.runAndReadAll(`from read_parquet('${join(folder, name)}.parquet')`);
      expect(found.columnNames()).toEqual(head);
      expect(found.columnTypes().map(String)).toEqual(head.map((column) => types[dictionaryOf(name)[column]!.kind]));
      const cells = found.getRowsJS().map((row) => row.map((cell) => (typeof cell === "bigint" ? Number(cell) : cell)));
      expectSame(cells, rows, name);
    }
    const sums = "count(*) as wells, count(ct) as cts, sum(ct) as ct, sum(line) as line";
    const [one, two] = await Promise.all(
      [`'${join(folder, "wells.parquet")}'`, `read_csv('${join(made, "wells.csv")}')`].map(async (from) => {
        const read = await duck.runAndReadAll(`select ${sums} from ${from}`);
        return read.getRowsJS()[0]!.map(Number);
      }),
    );
    expect(one![0]).toBeGreaterThan(700);
    for (const [at, sum] of one!.entries()) expect(sum).toBeCloseTo(two![at]!, 6);
    const genes = await duck.runAndReadAll(
      `select distinct gene, subject from '${join(folder, "expression.parquet")}'`,
    );
    for (const name of Object.values(hostile)) expect(genes.getRowsJS().flat()).toContain(name);
    duck.closeSync();
  });

  test("tells the run, and what its columns mean", () => {
    const told = Object.fromEntries(
      parquetMetadata(bytes("expression")).key_value_metadata!.map(({ key, value }) => [key, value]),
    );
    const record = JSON.parse(readFileSync(join(made, "provenance.json"), "utf8"));
    expect(told["deltact.run"]).toBe(record.run);
    expect(JSON.parse(told["deltact.columns"]!)).toEqual(dictionaryOf("expression"));
  });
});

describe("xlsx", () => {
  test("every cell of every table is that of the CSV, and a text is a text", async () => {
    const place = `${fresh()}.xlsx`;
    await exportRun(made, "xlsx", place);
    const book = read(readFileSync(place), { cellNF: true, cellFormula: true });
    expect(book.SheetNames).toEqual([...tableNames, "dictionary", "provenance"]);
    for (const name of tableNames) {
      const { head, rows } = csv(name);
      const sheet = book.Sheets[name]!;
      const cells = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, defval: null, blankrows: true });
      const wide = cells.map((row) => head.map((_, at) => row[at] ?? null));
      expectSame(wide, [head, ...rows], name);
    }
    const all = Object.values(book.Sheets.expression!).filter((cell) => typeof cell === "object" && "t" in cell);
    for (const name of Object.values(hostile)) {
      const of = all.filter(({ v }) => v === name);
      expect(of.length, name).toBeGreaterThan(0);
      for (const { t, z, f } of of) expect({ t, z, f }).toEqual({ t: "s", z: "@", f: undefined });
    }
    const meaning = utils.sheet_to_json<Record<string, string>>(book.Sheets.dictionary!);
    const dct = meaning.find(({ table, column }) => table === "expression" && column === "delta_ct");
    expect(dct).toMatchObject(dictionaryOf("expression").delta_ct!);
    const origin = utils.sheet_to_json<Record<string, string>>(book.Sheets.provenance!);
    const record = JSON.parse(readFileSync(join(made, "provenance.json"), "utf8"));
    expect(origin.find(({ name }) => name === "run")!.value).toBe(record.run);
    expect(origin.filter(({ what }) => what === "input")).toHaveLength(record.inputs.length);
  });
});

describe("rdes", () => {
  test("is the spreadsheets of the run, as they are", async () => {
    const place = fresh();
    await exportRun(made, "rdes", place);
    const own = readdirSync(made).filter((file) => file.startsWith("rdes-"));
    expect(own).toHaveLength(2);
    expect(bytesAt(place)).toEqual(new Map(own.map((file) => [file, readFileSync(join(made, file))])));
  });

  test("refuses one that was changed, and a run from before there were any", async () => {
    const [file] = readdirSync(made).filter((name) => name.startsWith("rdes-"));
    const changed = edited(file!, (text) => text.replace("toi", "ref"));
    expect((await refusal(exportRun(changed, "rdes", fresh()))).problems[0]).toMatchObject({
      ...{ code: "run-broken", file: join(changed, file!) },
    });
    const older = edited("provenance.json", (text) => text.replace('"rdes": [', '"other": ['));
    expect((await refusal(exportRun(older, "rdes", fresh()))).problems[0]!.code).toBe("run-version");
  });
});

describe("what a run's tables hold", () => {
  test("a column or a table that this version does not know is refused", async () => {
    const column = edited("wells.csv", (text) => text.replace("omitted", "left_out"), true);
    const { message } = await refusal(exportRun(column, "parquet", fresh()));
    expect(message).toMatch(
      /^wells\.csv, left_out is a column that deltact .* does not know; .* wrote it\.\n.*\[run-version\]$/,
    );
    const table = edited("provenance.json", (text) => text.replace('"name": "wells"', '"name": "walls"'));
    cpSync(join(table, "wells.csv"), join(table, "walls.csv"));
    expect((await refusal(exportRun(table, "parquet", fresh()))).message).toContain("walls.csv is a table");
  });

  test("a cell that is not of its column's kind is refused with its place", async () => {
    const at = edited("wells.csv", (text) => text.replace(/^(EX00001),2,/m, "$1,-2,"), true);
    expect((await refusal(exportRun(at, "parquet", fresh()))).problems).toEqual([
      { code: "run-broken", file: join(at, "wells.csv"), record: 2, column: "well", text: '"-2" is no count.' },
    ]);
  });
});

describe("made tables", () => {
  const dictionary = columns({
    name: { kind: "text", meaning: "a text" },
    size: { kind: "number", meaning: "a number" },
    many: { kind: "count", meaning: "a count" },
    said: { kind: "yes-no", meaning: "yes or no" },
  });
  const record: RunTables["record"] = {
    ...{ program: "deltact", version: "0", run: "made", study: "made", ended: "2026-01-02T03:04:05.678Z" },
    ...{ inputs: [], settings: [], tables: [], headlines: [] },
  };
  const tableOf = (rows: readonly (readonly CellRead[])[], length = rows.length): RunTable => {
    return { name: "made", columns: dictionary, key: ["name"], length, rows: () => rows };
  };
  async function written(as: FormName, table: RunTable): Promise<Buffer> {
    for await (const { bytes } of forms[as].write({ record, tables: [table], rdes: [] }))
      return Buffer.concat(Array.from(bytes, (piece) => Uint8Array.from(piece)));
    throw new Error("no file");
  }
  const texts = [
    "β-actin <&>\"'",
    " a\tb\nc ",
    "_x0041_",
    "\u0001\u0008",
    "+1",
    "-",
    "'",
    "2026-01-02",
    "TRUE",
    "#N/A",
    "\u{1F9EC}",
  ];
  const numbers = [0.1 + 0.2, -1.5e-300, 1.7976931348623157e308, 5e-324, -3, 0, 1e21, 123456789.12345679];
  const rows = texts.map((text, at) => [
    ...[text, numbers[at % numbers.length], at === 3 ? Number.MAX_SAFE_INTEGER : at, at % 2 === 0],
  ]);

  test("come back from Parquet to the bit, over several row groups too", async () => {
    const many = Array.from({ length: 100_001 }, (_, at) => rows[at % rows.length]!);
    const file = await written("parquet", tableOf(many));
    const buffer = new Uint8Array(file).buffer;
    expect(parquetMetadata(buffer).row_groups).toHaveLength(2);
    const found = await parquetReadObjects({ file: buffer, rowStart: 99_990, rowEnd: 100_001 });
    expect(found.map(({ name, size, many, said }) => [name, size, Number(many), said])).toEqual(many.slice(99_990));
  });

  test("come back from xlsx, whatever letters are in their texts", async () => {
    const book = read(await written("xlsx", tableOf(rows)));
    expect(utils.sheet_to_json(book.Sheets.made!, { header: 1, raw: true }).slice(1)).toEqual(rows);
  });

  test("what a workbook cannot hold is refused in a sentence", async () => {
    const long = await refusal(written("xlsx", tableOf([["x".repeat(32_768), 1, 1, true]])));
    expect(long.problems).toEqual([expect.objectContaining({ code: "form-unfit", record: 1, column: "name" })]);
    const full = await refusal(written("xlsx", tableOf([], 1_048_576)));
    expect(full.message).toMatch(/^made\.csv: has 1048576 rows; a sheet holds 1048575\.\n {2}-> .*Parquet/);
  });
});

test("the command names the forms, writes beside where it is called, and prints what it wrote", () => {
  const here = fresh();
  mkdirSync(here);
  const deltact = (...words: string[]) =>
    spawnSync(process.execPath, [cli, "export", ...words], { cwd: here, encoding: "utf8" });
  const { status, stdout, stderr } = deltact(resolve(made), "--as", "rdes");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.trim().split("\n")).toEqual(
    readdirSync(join(here, `${basename(made)}-rdes`)).map((file) => join(`${basename(made)}-rdes`, file)),
  );
  const wrong = deltact(resolve(made), "--as", "sas7bdat");
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('"parquet"');
});
