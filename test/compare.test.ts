import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TableChange } from "../data/comparison.ts";
import { cellsOf, recordsOf } from "../data/csv.ts";
import { type ExampleOptions, exampleStudy } from "../data/example/study.ts";
import { encodeCell } from "../data/guard.ts";
import type { Input } from "../data/provenance.ts";
import { Trouble } from "../data/trouble.ts";
import { compareRuns } from "../pipeline/compare.ts";
import { run } from "../pipeline/run.ts";
import { stages } from "../pipeline/settings.ts";
import { comparisonHtml } from "../reports/comparison.tsx";
import { sameNumber } from "../stages/comparison-column.ts";
import { type Conclusion, compareConclusions } from "../stages/comparison-conclusions.ts";
import { compareInputs } from "../stages/comparison-inputs.ts";
import { ComparedTable } from "../stages/comparison-table.ts";

const cli = new URL("../dist/cli.js", import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), "deltact-compare-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let number = 0;
const fresh = (name: string) => join(root, `${++number}-${name}`);
type Edits = Readonly<Record<string, (text: string) => string>>;

/** The run's folder of an example study, some of whose files are edited. */
async function ran(edits: Edits = {}, options: ExampleOptions = { subjects: 12 }): Promise<string> {
  const study = fresh("study");
  for (const { path, text } of exampleStudy(options)) {
    mkdirSync(dirname(join(study, path)), { recursive: true });
    const changed = edits[path]?.(text) ?? text;
    expect(changed === text, path).toBe(edits[path] === undefined);
    writeFileSync(join(study, path), changed);
  }
  return (await run(study, { out: fresh("out") })).folder!.path;
}

/** A copy of a run with tables that are edited, as if the run had written them so. */
function rewritten(folder: string, edits: Edits, provenance: (text: string) => string = (text) => text): string {
  const copy = fresh("copy");
  cpSync(folder, copy, { recursive: true });
  let told = provenance(readFileSync(join(copy, "provenance.json"), "utf8"));
  for (const [name, edit] of Object.entries(edits)) {
    const before = readFileSync(join(copy, name), "utf8");
    const after = edit(before);
    expect(after === before, name).toBe(false);
    writeFileSync(join(copy, name), after);
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    expect(told).toContain(sha256(before));
    told = told.replace(sha256(before), sha256(after));
  }
  writeFileSync(join(copy, "provenance.json"), told);
  return copy;
}

/** A table with the cells of one column made anew. */
const withCells =
  (column: string, cell: (cells: Readonly<Record<string, string>>, row: number) => string) => (csv: string) => {
    const [heading = [], ...rows] = Papa.parse<string[]>(csv.trimEnd()).data;
    const made = rows.map((cells, row) => {
      const named = Object.fromEntries(heading.map((name, at) => [name, cells[at]!]));
      return heading.map((name, at) => (name === column ? cell(named, row) : cells[at]!));
    });
    return `${[heading, ...made].map((cells) => cells.map((text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(",")).join("\n")}\n`;
  };

const compare = (a: string, b: string, tolerance = 1e-9) => compareRuns(a, b, { tolerance });
const changed = (tables: readonly TableChange[]) =>
  tables.filter((one) => one.columns.length + one.alone[0].rows + one.alone[1].rows > 0).map(({ table }) => table);
function trouble(of: () => unknown): Trouble {
  try {
    of();
  } catch (error) {
    if (error instanceof Trouble) return error;
    throw error;
  }
  throw new Error("no trouble was told");
}

let first = "";
beforeAll(async () => {
  first = await ran();
});

describe("the key of every table", () => {
  test.each(["plain", "with problems"])("is unique in a real run: %s", async (kind) => {
    const folder = kind === "plain" ? first : await ran({}, { subjects: 30, seed: 5 });
    for (const { name, key } of Object.values(stages).flatMap(({ tables }) => [...tables])) {
      const text = readFileSync(join(folder, `${name}.csv`), "utf8").trimEnd();
      const rows = Papa.parse<Record<string, string>>(text, { header: true }).data;
      const keys = rows.map((row) => JSON.stringify(key.map((column) => row[column])));
      expect(new Set(keys).size, name).toBe(rows.length);
    }
  });
});

describe("two runs", () => {
  test("of the same study are the same, whatever their folders and times", async () => {
    const again = await ran();
    const { verdict, summary, inputs, settings, conclusions, tables } = compare(first, again);
    expect({ verdict, inputs, settings, conclusions, changed: changed(tables) }).toEqual({
      ...{ verdict: "same", inputs: [], settings: [], conclusions: [], changed: [] },
    });
    expect(summary).toEqual([expect.stringMatching(/^The same numbers and conclusions: \d+ rows of \d+ tables/)]);
  });

  test("a setting is told with both values, and what it changes", async () => {
    const other = await ran({ "study.yaml": (text) => text.replace("ct_caution: 35", "ct_caution: 33") });
    const { verdict, settings, tables, inputs, summary } = compare(first, other);
    expect(verdict).toBe("numbers");
    expect(settings.map(({ name, used }) => [name, used.map((one) => `${one?.value} ${one?.from}`)])).toEqual([
      ["quality.ct_caution", ["35 study.yaml", "33 study.yaml"]],
    ]);
    expect(inputs.map(({ change, path }) => [change, path])).toEqual([["changed", "study.yaml"]]);
    // The caution is one of the limits of detection that the main findings are looked at under.
    expect(changed(tables)).toEqual(["quality", "sensitivity"]);
    expect(summary.join("\n")).toContain("Settings: quality.ct_caution 35 (study.yaml) → 33 (study.yaml).");
  });

  test("one Ct that was edited is followed through every table, with its size", async () => {
    const card = "cards/EX00001.txt";
    let before = "";
    const other = await ran(
      {
        [card]: (text) =>
          text.replace(/^(17\t(?:[^\t\r\n]*\t){10})([\d.]+)/m, (_, head, ct) => {
            before = ct;
            return `${head}${Number(ct) + 1}`;
          }),
      },
      { subjects: 12, formats: ["quantstudio"] },
    );
    const one = await ran({}, { subjects: 12, formats: ["quantstudio"] });
    const { verdict, tables, inputs, summary } = compare(one, other);
    expect(verdict).not.toBe("same");
    expect(inputs.map(({ path }) => path)).toEqual([card]);
    const wells = tables.find(({ table }) => table === "wells")!;
    expect(wells.changed).toBe(1);
    const ct = wells.columns.find(({ name }) => name === "ct")!;
    expect(ct.largest).toBeCloseTo(1, 9);
    expect(ct.examples[0]).toMatchObject({ row: "EX00001, 17", cell: [before, String(Number(before) + 1)] });
    expect(changed(tables)).toEqual(
      expect.arrayContaining(["wells", "expression", "change", "change-tests", "association"]),
    );
    expect(tables.find(({ table }) => table === "outcome")!.changed).toBe(0);
    expect(summary.length).toBeLessThanOrEqual(12);
  });

  test("rows are matched by their key: in another order they are the same", () => {
    const shuffled = (csv: string) => {
      const [heading, ...rows] = csv.trimEnd().split("\n");
      return `${[heading, ...rows.reverse()].join("\n")}\n`;
    };
    const other = rewritten(first, { "expression.csv": shuffled, "association.csv": shuffled, "wells.csv": shuffled });
    expect(compare(first, other)).toMatchObject({ verdict: "same", conclusions: [] });
  });

  test("so they are when columns stand in another order", () => {
    const turned = (csv: string) =>
      `${csv
        .trimEnd()
        .split("\n")
        .map((line) => cellsOf(line).reverse().join(","))
        .join("\n")}\n`;
    expect(compare(first, rewritten(first, { "expression.csv": turned })).verdict).toBe("same");
  });

  test("rows that one run alone has are counted and named", () => {
    const other = rewritten(first, { "change.csv": (csv) => csv.replace(/^INO-\d+,acute-d1,.*\n/m, "") });
    const { verdict, tables } = compare(first, other);
    const { alone, rows } = tables.find(({ table }) => table === "change")!;
    expect(verdict).toBe("numbers");
    expect(alone).toEqual([
      { rows: 1, first: [expect.stringMatching(/^INO-\d+, acute-d1, \w+$/)] },
      { rows: 0, first: [] },
    ]);
    expect(rows[0]! - rows[1]!).toBe(1);
  });

  test("another line of an export that a row was read from is no change", () => {
    const other = rewritten(first, { "wells.csv": withCells("line", ({ line }) => String(Number(line) + 3)) });
    const { verdict, tables } = compare(first, other);
    expect(verdict).toBe("same");
    expect(tables[0]).toMatchObject({ table: "wells", changed: 0, columns: [] });
    expect(tables[0]!.moved).toBe(tables[0]!.rows[0]);
  });

  test("within the tolerance numbers are the same; a blank against a number, and another count, never", () => {
    const nudged = withCells("delta_ct", ({ delta_ct }) =>
      delta_ct === "" ? "" : String(Number(delta_ct) * (1 + 1e-6)),
    );
    const other = rewritten(first, { "expression.csv": nudged });
    expect(compare(first, other).verdict).toBe("numbers");
    expect(compare(first, other, 1e-5).verdict).toBe("same");
    const blanked = withCells("delta_ct", ({ delta_ct }, row) => (row === 9 ? "" : delta_ct!));
    const column = compare(first, rewritten(first, { "expression.csv": blanked }), 0.99).tables.find(
      ({ table }) => table === "expression",
    )!.columns;
    expect(column).toMatchObject([{ name: "delta_ct", cells: 1, blanked: 1, filled: 0 }]);
    const counted = withCells("wells", ({ wells }, row) => (row === 9 ? String(Number(wells) + 1) : wells!));
    expect(compare(first, rewritten(first, { "expression.csv": counted }), 0.99).verdict).toBe("numbers");
  });

  test("a q that crosses 0.05, a finding that turns, another strongest gene: the conclusions differ", () => {
    const rows = Papa.parse<Record<string, string>>(readFileSync(join(first, "change-tests.csv"), "utf8"), {
      header: true,
    }).data;
    const ranked = rows
      .filter(({ method, p }) => method === "moderated-t" && p)
      .sort((a, b) => Number(a.p) - Number(b.p));
    const [best] = ranked;
    expect(Number(best!.q)).toBeLessThan(0.05);
    const last = rows.findLast(({ method, p }) => method === "signed-rank" && p)!;
    const isLast = (row: Readonly<Record<string, string>>) =>
      ["contrast", "assay", "method"].every((name) => row[name] === last[name]);
    const isBest = (row: Readonly<Record<string, string>>) =>
      ["contrast", "assay", "method"].every((name) => row[name] === best![name]);
    const kinds = (edit: (csv: string) => string) => {
      const found = compare(first, rewritten(first, { "change-tests.csv": edit }));
      return [found.verdict, ...found.conclusions.map(({ change, table }) => `${change} ${table}`)];
    };
    expect(kinds(withCells("q", (row) => (isBest(row) ? "0.0501" : row.q!)))).toEqual([
      "conclusions",
      "lost change-tests",
    ]);
    expect(
      kinds(withCells("estimate", (row) => (isBest(row) ? String(-Number(row.estimate)) : row.estimate!))),
    ).toEqual(["conclusions", "sign change-tests"]);
    expect(kinds(withCells("p", (row) => (isLast(row) ? "1e-9" : row.p!)))).toEqual([
      "conclusions",
      "strongest change-tests",
    ]);
    const other = rewritten(first, { "change-tests.csv": withCells("q", (row) => (isBest(row) ? "0.0501" : row.q!)) });
    expect(compare(other, first).conclusions).toMatchObject([
      {
        change: "gained",
        said: [expect.stringMatching(/^q 0\.0501, estimate /), expect.stringMatching(/^q /)],
      },
    ]);
  });

  test("a run that stopped earlier lacks tables: what both have is compared, the others are told", async () => {
    const study = fresh("short");
    for (const { path, text } of exampleStudy({ subjects: 12 })) {
      mkdirSync(dirname(join(study, path)), { recursive: true });
      writeFileSync(join(study, path), text);
    }
    const { folder } = await run(study, { out: fresh("out"), until: "expression" });
    const { verdict, tables, summary } = compare(first, folder!.path);
    expect(verdict).toBe("conclusions");
    expect(tables.filter(({ rows }) => rows[1] === undefined).map(({ table }) => table)).toContain("change-tests");
    expect(summary.join("\n")).toContain("change.csv: in A alone.");
  });
});

describe("trouble", () => {
  const said = (a: string, b: string) =>
    trouble(() => compare(a, b))
      .message.replaceAll(root, "ROOT")
      .replaceAll(/\d+-copy/g, "RUN");

  test("a folder that is none, and one that holds no run", () => {
    expect(said(first, join(root, "nowhere"))).toMatchInlineSnapshot(`
      "ROOT/nowhere: is not there.
        -> Name the folder of a run, as \`deltact run\` prints it: the one that holds provenance.json. [no-run]"
    `);
    expect(said(root, first)).toMatchInlineSnapshot(`
      "ROOT: holds no provenance.json, and so no run.
        -> Name the folder of a run, as \`deltact run\` prints it: the one that holds provenance.json. [no-run]"
    `);
  });

  test("a provenance.json that no run wrote", () => {
    const told = (edit: (text: string) => string) => said(first, rewritten(first, {}, edit));
    expect(told(() => "{")).toMatch(/^ROOT\/RUN\/provenance\.json: is not JSON: .*\n {2}-> .* \[run-broken\]$/);
    expect(told(() => "null")).toMatchInlineSnapshot(`
      "ROOT/RUN/provenance.json: is not what a run writes.
        -> Run the study again into another folder: runs are compared and exported only as they were written. [run-broken]"
    `);
    expect(told((text) => text.replace('"deltact"', '"other"'))).toMatchInlineSnapshot(`
      "ROOT/RUN/provenance.json: is not what a run writes: program is not there, or of another kind.
        -> Run the study again into another folder: runs are compared and exported only as they were written. [run-broken]"
    `);
    expect(told((text) => text.replace('"wells"', '"../wells"'))).toMatchInlineSnapshot(`
      "ROOT/RUN/provenance.json: is not what a run writes: tables.0.name is not there, or of another kind.
        -> Run the study again into another folder: runs are compared and exported only as they were written. [run-broken]"
    `);
  });

  test("a table that is not there, or was changed since, the same in both or not", () => {
    const lacking = rewritten(first, {});
    rmSync(join(lacking, "change.csv"));
    expect(said(lacking, first)).toMatchInlineSnapshot(`
      "ROOT/RUN/change.csv: is not there, and the run wrote it.
        -> Run the study again into another folder: runs are compared and exported only as they were written. [run-broken]"
    `);
    const edited = rewritten(first, {});
    writeFileSync(join(edited, "wells.csv"), "card\n");
    expect(said(first, edited)).toMatchInlineSnapshot(`
      "ROOT/RUN/wells.csv: is not what the run wrote: it was changed since.
        -> Run the study again into another folder: runs are compared and exported only as they were written. [run-broken]"
    `);
    const older = rewritten(first, { "wells.csv": (csv) => csv.replace("EX00001,1,", "EX00001,1000,") });
    writeFileSync(join(older, "wells.csv"), readFileSync(join(first, "wells.csv")));
    expect(said(first, older)).toContain("wells.csv: is not what the run wrote: it was changed since.");
  });

  test("a table of another version without a column that its rows are told apart by", () => {
    const other = rewritten(first, { "wells.csv": (csv) => csv.replace("card,well,", "card,number,") }, (text) =>
      text.replace('"0.1.0"', '"0.0.9"'),
    );
    expect(said(first, other)).toMatchInlineSnapshot(`
      "ROOT/RUN/wells.csv: has no column "well", by which its rows are told apart; deltact 0.0.9 wrote it.
        -> Run the study again with this version, or take the version that wrote the run. [run-version]"
    `);
  });

  test("a column that one version alone has, and a table that this one does not know, are told", () => {
    const other = rewritten(first, { "expression.csv": (csv) => csv.replace("delta_ct_se,", "another,") });
    const { verdict, tables } = compare(first, other);
    expect(verdict).toBe("numbers");
    expect(tables.find(({ table }) => table === "expression")!.columnsAlone).toEqual([["delta_ct_se"], ["another"]]);
    const named = (folder: string, text: string) => {
      writeFileSync(join(folder, "novelty.csv"), text);
      const sha256 = createHash("sha256").update(text).digest("hex");
      const path = join(folder, "provenance.json");
      const provenance = JSON.parse(readFileSync(path, "utf8"));
      writeFileSync(
        path,
        JSON.stringify({ ...provenance, tables: [...provenance.tables, { name: "novelty", rows: 1, sha256 }] }),
      );
      return folder;
    };
    const [a, b] = [named(rewritten(first, {}), "x\n1\n"), named(rewritten(first, {}), "x\n2\n")];
    expect(compare(a, rewritten(a, {})).verdict).toBe("same");
    expect(compare(a, b)).toMatchObject({ verdict: "numbers" });
    expect(compare(a, b).summary.join("\n")).toContain(
      "novelty.csv: differs, but this version does not know the table.",
    );
  });
});

describe("the words of the command line", () => {
  const deltact = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8", cwd: root });
    return { status, stdout, stderr };
  };

  test("exit codes: 0 the same, 3 numbers, 4 conclusions, 1 trouble, 2 wrong words", () => {
    const numbers = rewritten(first, { "wells.csv": withCells("ct", ({ ct }, row) => (row === 5 ? "12.345" : ct!)) });
    const conclusions = rewritten(first, { "change-tests.csv": withCells("q", () => "0.5") });
    expect(deltact("compare", first, join(first, "report.html"))).toMatchObject({ status: 0, stderr: "" });
    expect(deltact("compare", first, numbers)).toMatchObject({ status: 3, stderr: "" });
    const { status, stdout } = deltact("compare", first, conclusions);
    expect(status).toBe(4);
    expect(stdout).toMatch(
      /^The conclusions differ\.\nBoth are of the same .*\nConclusions, found in A alone \(q at most 0\.05\): change-tests: acute-d15, CDKN1A/,
    );
    expect(deltact("compare", first, root)).toMatchObject({ status: 1, stdout: "" });
    for (const words of [
      [],
      [first],
      ["--tolerance", "1", first, first],
      ["--tolerance", "x", first, first],
      ["--out", "", first, first],
    ])
      expect(deltact("compare", ...words).status, words.join(" ")).toBe(2);
  });

  test("--help", () => {
    expect(deltact("compare", "--help").stdout).toMatchSnapshot();
    expect(deltact("index", "--help").stdout).toMatchSnapshot();
  });

  test("--out writes a page, in folders that are made, never into a run's folder or over a folder", () => {
    const other = rewritten(first, { "wells.csv": withCells("ct", ({ ct }, row) => (row === 5 ? "12.345" : ct!)) });
    const page = join(fresh("pages"), "deep", "changes.html");
    expect(deltact("compare", first, other, "--out", page)).toMatchObject({
      status: 3,
      stderr: `Every change is in ${page}.\n`,
    });
    expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>/);
    expect(readdirSync(dirname(page))).toEqual(["changes.html"]);
    expect(deltact("compare", first, other, "--out", join(first, "changes.html")).status).toBe(1);
    expect(existsSync(join(first, "changes.html"))).toBe(false);
    expect(deltact("compare", first, other, "--out", dirname(page)).stderr).toContain("is a folder.");
  });

  test("what data says cannot steer a terminal", () => {
    const name = "\u001b[2J";
    const other = rewritten(first, {}, (text) => text.replace('"study": "example"', `"study": "\\u001b[2J"`));
    expect(deltact("compare", first, other).stdout).not.toContain(name);
    expect(deltact("compare", first, other).stdout).toContain("\\u001b[2J");
  });
});

describe("the page", () => {
  const HOSTILE = `<script>alert(1)</script>"><img src=x onerror=alert(2)>`;

  test("names from data are text, and the page holds no time but the runs'", () => {
    const hostile = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const other = rewritten(
      first,
      {
        "change.csv": (csv) => csv.replace(/^INO-\d+,/m, `${hostile(HOSTILE)},`),
        "wells.csv": (csv) => csv.replace(/,UNKNOWN,/, `,${hostile(HOSTILE)},`),
      },
      (text) =>
        text
          .replace('"study": "example"', `"study": ${JSON.stringify(HOSTILE)}`)
          .replace("cards/EX00001.txt", "cards/<b>.txt"),
    );
    const html = comparisonHtml(compare(first, other));
    expect(html).not.toMatch(/<script>alert|<img|cards\/<b>/);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain("&lt;script>alert(1)");
    expect(html).toBe(comparisonHtml(compare(first, other)));
  });

  test("formulas are shown as the data have them", () => {
    const other = rewritten(first, { "wells.csv": (csv) => csv.replace(/,UNKNOWN,/, ",'=1+1,") });
    expect(compare(first, other).tables[0]!.columns[0]!.examples[0]!.cell).toEqual(["UNKNOWN", "=1+1"]);
    expect(basename(other)).toBe(compare(first, other).runs[1].folder);
  });
});

describe("the parts", () => {
  test("records are the same however the text is cut, and cells what was written", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "=", "'", "é") });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), fc.integer({ min: 1, max: 9 }), (rows, size) => {
        const text = rows.map((cells) => `${cells.map(encodeCell).join(",")}\n`).join("");
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, "g"))!;
        const records = [...recordsOf(pieces)];
        expect(
          records.map((record) => cellsOf(record).map((one) => (one.startsWith("'") ? one.slice(1) : one))),
        ).toEqual(rows.map((cells) => cells.map((one) => one)));
      }),
    );
  });

  test("a number and itself are the same; the tolerance is of the larger; what is left of rounding is nothing", () => {
    expect(sameNumber(3e-15, -2e-15, 1e-9)).toBe(true);
    expect(sameNumber(1e-9, 2e-9, 1e-9)).toBe(false);
    expect([sameNumber(100, 101, 0.01), sameNumber(101, 100, 0.01), sameNumber(100, 101.1, 0.01)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(sameNumber(1, 1 + 1e-11, 0)).toBe(false);
  });

  test("a table waits for no more rows than the orders differ by, and rows that share a key are paired", () => {
    const columns = { k: { kind: "text", meaning: "" }, x: { kind: "number", meaning: "" } } as const;
    const table = new ComparedTable(
      {
        table: "t",
        columns,
        key: ["k"],
        headings: [
          ["k", "x"],
          ["x", "k"],
        ],
      },
      1e-9,
    );
    for (const k of ["a", "a", "b", "c"]) table.take(0, [k, "1"]);
    for (const [x, k] of [
      ["1", "a"],
      ["2", "a"],
      ["1", "c"],
      ["1", "d"],
    ] as const)
      table.take(1, [x, k]);
    expect(table.done()).toMatchObject({
      rows: [4, 4],
      changed: 1,
      alone: [
        { rows: 1, first: ["b"] },
        { rows: 1, first: ["d"] },
      ],
    });
  });

  test("inputs: changed, added, removed, renamed; withheld files share a path", () => {
    const input = (path: string, sha256: string): Input => ({ path, bytes: 1, sha256 });
    const told = compareInputs([
      [input("a", "1"), input("b", "2"), input("c", "3"), input("(withheld)", "7"), input("(withheld)", "8")],
      [input("a", "1"), input("b", "9"), input("d", "3"), input("e", "5"), input("(withheld)", "8")],
    ]);
    expect(told.map(({ change, path, before }) => [change, path, before].filter(Boolean).join(" "))).toEqual([
      "changed b",
      "removed (withheld)",
      "added e",
      "renamed d c",
    ]);
  });

  test("a direction is that of the method: 0.5 of a probability, 1 of odds; tied genes are as strong", () => {
    const one = (key: string, part: Partial<Conclusion>): Conclusion => ({
      ...{ key, name: key, method: "rank-sum", within: "", gene: key, estimate: 1, p: 0.001, q: 0.01 },
      ...part,
    });
    const signs = (method: string, a: number, b: number) =>
      compareConclusions("t", [[one("k", { method, estimate: a })], [one("k", { method, estimate: b })]], 0).length;
    expect([
      signs("auc", 0.6, 0.4),
      signs("auc", 0.6, 0.9),
      signs("fisher-exact", 0.5, 2),
      signs("fisher-exact", 2, 3),
    ]).toEqual([1, 0, 1, 0]);
    expect([
      signs("rank-sum", 0.1, -0.1),
      signs("kruskal-wallis", 0.1, -0.1),
      signs("rank-sum", Number.NaN, 1),
    ]).toEqual([1, 0, 0]);
    const within = { within: "response" };
    const tied = [one("x", within), one("y", within)];
    expect(compareConclusions("t", [tied, [one("x", { ...within, p: 0.1 }), one("y", within)]], 0)).toEqual([]);
    expect(compareConclusions("t", [[one("k", { q: 0.04 })], []], 0)).toMatchObject([
      { change: "lost", said: ["q 0.04, estimate 1", "no such test"] },
    ]);
    expect(compareConclusions("t", [[one("k", { q: Number.NaN })], [one("k", { q: 0.05 })]], 0)).toMatchObject([
      { change: "gained" },
    ]);
  });
});
