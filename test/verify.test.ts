import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recordsOf } from "../data/csv.ts";
import { type ExampleOptions, exampleStudy } from "../data/example/study.ts";
import type { Input } from "../data/provenance.ts";
import type { Problem } from "../data/trouble.ts";
import { run } from "../pipeline/run.ts";
import { type StageName, stages } from "../pipeline/settings.ts";
import { type VerifyOptions, verifyRun } from "../pipeline/verify.ts";
import { firstDifference } from "../stages/first-difference.ts";
import { fileProblems } from "../stages/verification-files.ts";
import { inputProblems } from "../stages/verification-inputs.ts";

/** The tables of a run of the example, whose section clinical gives those of the outcomes. */
const tables = Object.values(stages).reduce((count, stage) => count + stage.tables.length, 0);

const cli = new URL("../dist/cli.js", import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), "deltact-verified-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

// Whatever a verification does, it leaves the folder for temporary files as it was.
const temp = join(root, "temp");
mkdirSync(temp);
const { TMPDIR } = process.env;
beforeEach(() => {
  process.env.TMPDIR = temp;
});
afterEach(() => {
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  expect(readdirSync(temp)).toEqual([]);
});

let number = 0;
const fresh = (name: string) => join(root, `${++number}-${name}`);

function studyOf(options: ExampleOptions): string {
  const study = fresh("study");
  for (const { path, text } of exampleStudy(options)) {
    mkdirSync(dirname(join(study, path)), { recursive: true });
    writeFileSync(join(study, path), text);
  }
  return study;
}

async function ran(study: string, until?: StageName): Promise<string> {
  return (await run(study, { out: fresh("out"), until })).folder!.path;
}

/** A copy of a folder in which something was done. */
function altered(folder: string, alter: (copy: string) => void): string {
  const copy = fresh("copy");
  cpSync(folder, copy, { recursive: true });
  alter(copy);
  return copy;
}

const edited = (name: string, edit: (text: string) => string) => (folder: string) => {
  const before = readFileSync(join(folder, name), "utf8");
  const after = edit(before);
  expect(after === before, name).toBe(false);
  writeFileSync(join(folder, name), after);
};

const places = (findings: readonly Problem[]) => findings.map(({ code, file = "" }) => `${code} ${file}`.trim());

async function verified(folder: string, options?: VerifyOptions) {
  const { verdict, findings, summary, recomputed } = await verifyRun(folder, options);
  return { verdict, findings: places(findings), summary, recomputed };
}

let study = "";
let whole = "";
beforeAll(async () => {
  study = studyOf({ subjects: 12, formats: ["quantstudio"] });
  whole = await ran(study);
});

const fine = { findings: [], recomputed: true, verdict: "verified" };

describe("a fresh run", () => {
  test("is verified, by its folder or its report, wherever the study is now", async () => {
    const moved = altered(study, () => {});
    for (const path of [whole, join(whole, "report.html")])
      expect(await verified(path, { study: moved })).toEqual({
        ...{
          ...fine,
          summary: `Verified: ${tables} tables, 8 spreadsheets of cards and the report equal to the byte.`,
        },
      });
  });

  test("without the study is held against its record alone, and that is said", async () => {
    const { verdict, summary, recomputed } = await verified(whole);
    expect({ verdict, recomputed }).toEqual({ verdict: "unchanged", recomputed: false });
    expect(summary).toMatch(
      new RegExp(
        `^Unchanged: ${tables} tables, 8 spreadsheets of cards and the report are as .* --study to recompute them\\.$`,
      ),
    );
  });

  test.each(["wells", "expression", "change", "outcome", "association", "miqe"] as const)(
    "that was stopped after %s is recomputed as far",
    async (until) => {
      const folder = await ran(study, until);
      expect(await verified(folder, { study })).toMatchObject(fine);
      expect(
        (await verified(altered(folder, (copy) => writeFileSync(join(copy, "report.html"), "")))).findings,
      ).toEqual(["table-foreign report.html"]);
    },
  );

  test("of a version that told no hash of its report is verified with the report", async () => {
    const before = altered(
      whole,
      edited("provenance.json", (text) => text.replace(/ {2}"report": \{[^}]*\},\n/, "")),
    );
    expect(await verified(before, { study })).toMatchObject(fine);
    edited("report.html", (text) => text.replace("<title>", "<title>x"))(before);
    expect(await verified(before)).toMatchObject({
      ...{
        verdict: "unchanged",
        summary: expect.stringMatching(
          new RegExp(
            `^Unchanged: ${tables} tables and 8 spreadsheets of cards are .*; of the report it tells no hash\\.`,
          ),
        ),
      },
    });
    expect((await verified(before, { study })).findings).toEqual(["table-differs report.html"]);
  });
});

describe("a run's folder", () => {
  test("with one byte of a table changed: which line and column", async () => {
    const copy = altered(
      whole,
      edited("expression.csv", (text) =>
        text
          .split("\n")
          .map((line, at) =>
            at === 40 ? line.replace(/(\d)(,[^,]*,[^,]*)$/, (_, digit, rest) => `${9 - digit}${rest}`) : line,
          )
          .join("\n"),
      ),
    );
    expect(await verified(copy)).toMatchObject({ verdict: "differs", findings: ["table-changed expression.csv"] });
    const { findings, verdict, files } = await verifyRun(copy, { study });
    expect(verdict).toBe("differs");
    expect(findings).toMatchObject([{ code: "table-changed", file: "expression.csv", line: 41 }]);
    const { difference } = files.find(({ file }) => file === "expression.csv")!;
    const [heading, row] = [0, 40].map((at) =>
      readFileSync(join(whole, "expression.csv"), "utf8").split("\n")[at]!.split(","),
    );
    expect(difference!.made).toBe(row![heading!.indexOf(difference!.column!)]);
    expect(findings[0]!.text).toContain(`"${difference!.found}" here, "${difference!.made}" recomputed`);
  });

  test("with a byte more, a row less, a mark of byte order, or a report that was changed", async () => {
    const told = async (name: string, edit: (text: string) => string) =>
      (await verifyRun(altered(whole, edited(name, edit)), { study })).findings;
    expect(await told("change.csv", (text) => text.trimEnd())).toMatchObject([
      { code: "table-changed", text: expect.stringContaining("it holds the same cells in other bytes") },
    ]);
    expect(await told("wells.csv", (text) => text.replace(/\n[^\n]*\n$/, "\n"))).toMatchObject([
      { text: expect.stringContaining("nothing here") },
    ]);
    expect(await told("wells.csv", (text) => `\uFEFF${text}`)).toMatchObject([
      { line: 1, text: expect.stringContaining("\\ufeff") },
    ]);
    expect(places(await told("report.html", (text) => `${text} `))).toEqual(["table-changed report.html"]);
  });

  test("with a table gone, and one that the run did not write", async () => {
    const copy = altered(whole, (copy) => {
      rmSync(join(copy, "change.csv"));
      writeFileSync(join(copy, "mine.csv"), "x\n");
      mkdirSync(join(copy, "folder.csv"));
    });
    const told = ["table-missing change.csv", "table-foreign folder.csv", "table-foreign mine.csv"];
    expect(await verified(copy)).toMatchObject({ verdict: "differs", findings: told });
    expect(await verified(copy, { study })).toMatchObject({
      ...{ verdict: "differs", findings: told, recomputed: true },
      summary: 'Not verified: 3 of 29 files differ: "change.csv", "folder.csv" and "mine.csv".',
    });
  });

  test("whose record was made to fit a table that was changed: recomputing tells", async () => {
    const other = await ran(
      altered(
        study,
        edited("subjects.csv", (text) => text.replace(/,CR,/, ",PD,")),
      ),
    );
    const hash = (folder: string, name: string) =>
      JSON.parse(readFileSync(join(folder, "provenance.json"), "utf8")).tables.find(
        (table: { name: string }) => table.name === name,
      ).sha256;
    const copy = altered(whole, (copy) => {
      cpSync(join(other, "association.csv"), join(copy, "association.csv"));
      edited("provenance.json", (text) => text.replace(hash(whole, "association"), hash(other, "association")))(copy);
    });
    expect((await verified(copy)).verdict).toBe("unchanged");
    const { verdict, findings } = await verifyRun(copy, { study });
    expect(verdict).toBe("differs");
    expect(findings).toMatchObject([
      {
        code: "table-differs",
        file: "association.csv",
        text: expect.stringMatching(/^is not what recomputing makes: ".*" here/),
      },
    ]);
  });

  test("whose record was changed otherwise", async () => {
    const told = (from: string | RegExp, to: string, options?: VerifyOptions) =>
      verified(
        altered(
          whole,
          edited("provenance.json", (text) => text.replace(from, to)),
        ),
        options,
      );
    for (const [from, to] of [
      ['"bytes": ', '"bytes": 1'],
      ['"value": "', '"value": "1'],
      ['"path": "cards/', '"path": "../../cards/'],
    ] as const)
      expect(await told(from, to, { study })).toMatchObject({
        ...{ verdict: "trouble", findings: ["record-altered provenance.json"], recomputed: false },
      });
    expect((await told('"rows": ', '"rows": 1')).verdict).toBe("unchanged");
    for (const [from, to] of [
      ['"rows": ', '"rows": 1'],
      ['"study": "', '"study": "x'],
      [/"text": "/, '"text": "All is well. '],
    ] as const)
      expect(await told(from, to, { study })).toMatchObject({
        ...{ verdict: "trouble", findings: ["record-altered provenance.json"], recomputed: true },
      });
  });

  test("of another version is not recomputed, but when asked to; then its tables are compared", async () => {
    const other = altered(
      whole,
      edited("provenance.json", (text) => text.replace('"0.1.0"', '"0.0.9"')),
    );
    expect((await verified(other)).verdict).toBe("unchanged");
    expect(await verified(other, { study })).toMatchObject({
      ...{ verdict: "trouble", findings: ["run-version provenance.json"], recomputed: false },
    });
    expect(await verified(other, { study, anyVersion: true })).toEqual({
      ...{
        ...fine,
        summary: `Verified: ${tables} tables and 8 spreadsheets of cards equal to the byte, recomputed by 0.1.0; 0.0.9 wrote the run.`,
      },
    });
    edited("provenance.json", (text) =>
      text.replace('"value": "35"', '"value": "33"').replace(/"node": "[^"]*"/, '"node": "v18"'),
    )(other);
    expect((await verified(other, { study, anyVersion: true })).verdict).toBe("verified");
    edited("provenance.json", (text) => text.replace(/("name": "wells",\s*"rows": \d+,\s*"sha256": ")./, "$1x"))(other);
    const { findings } = await verifyRun(other, { study, anyVersion: true });
    expect(findings.map(({ text }) => text).join("\n")).toMatch(
      /^is what recomputing makes, .*\nquality\.ct_caution was 33 in the run, and is 35 here\.\nNode v18 made the run, /,
    );
  });
});

describe("a study's folder", () => {
  const told = async (alter: (copy: string) => void, folder = whole) => {
    const { verdict, findings, recomputed } = await verified(folder, { study: altered(study, alter) });
    expect({ verdict, recomputed }).toEqual({ verdict: "trouble", recomputed: false });
    return findings;
  };
  const card = "cards/EX00001.txt";

  test("with one Ct changed, a file gone, one more, one renamed", async () => {
    const ct = /^(17\t(?:[^\t\r\n]*\t){10})([\d.]+)/m;
    expect(await told(edited(card, (text) => text.replace(ct, "$1" + "21.5")))).toEqual([`input-changed ${card}`]);
    expect(await told((copy) => rmSync(join(copy, card)))).toEqual([`input-missing ${card}`]);
    expect(await told((copy) => rmSync(join(copy, "events.csv")))).toEqual(["input-missing events.csv"]);
    expect(await told((copy) => cpSync(join(copy, card), join(copy, "cards/more.txt")))).toEqual([
      "input-added cards/more.txt",
    ]);
    expect(await told((copy) => renameSync(join(copy, card), join(copy, "cards/more.txt")))).toEqual([
      "input-renamed cards/more.txt",
    ]);
    expect(await told((copy) => rmSync(join(copy, "cards"), { recursive: true }))).toHaveLength(
      readdirSync(join(study, "cards")).length,
    );
  });

  test("with another study.yaml: the other files are told, exports beyond them not", async () => {
    const alter = (copy: string) => {
      edited("study.yaml", (text) => text.replace("ct_caution: 35", "ct_caution: ["))(copy);
      writeFileSync(join(copy, "cards/more.txt"), "");
      rmSync(join(copy, card));
    };
    expect(await told(alter)).toEqual(["input-changed study.yaml", `input-missing ${card}`]);
  });

  test("that is none, or cannot be read", async () => {
    for (const none of [join(root, "nowhere"), temp])
      expect((await verified(whole, { study: none })).findings).toEqual([`no-study ${none}`]);
    expect(
      await told((copy) => {
        rmSync(join(copy, card));
        mkdirSync(join(copy, card));
      }),
    ).toEqual([`input-missing ${card}`]);
  });

  test("and a run's folder with a table changed: the table weighs more, both are told", async () => {
    const copy = altered(
      whole,
      edited("wells.csv", (text) => `${text}x`),
    );
    const other = altered(study, (copy) => rmSync(join(copy, card)));
    const { verdict, findings, summary } = await verified(copy, { study: other });
    expect({ verdict, findings }).toEqual({
      ...{ verdict: "differs", findings: ["table-changed wells.csv", `input-missing ${card}`] },
    });
    expect(summary).toMatch(/ Nothing was recomputed\.$/);
  });

  test("with names that could steer a terminal", async () => {
    const name = "cards/\u001b[2J\u202e.txt";
    const hostile = altered(study, (copy) => cpSync(join(copy, card), join(copy, name)));
    for (const words of [[], ["--json"]]) {
      const { status, stdout } = deltact(whole, "--study", hostile, ...words);
      expect(status).toBe(1);
      for (const character of ["\u001b", "\u202e"]) expect(stdout).not.toContain(character);
      expect(stdout).toContain("\\u001b[2J\\u202e.txt");
    }
    expect(JSON.parse(deltact(whole, "--study", hostile, "--json").stdout).findings[0].file).toBe(name);
  });
});

describe("withheld samples", () => {
  let consented = "";
  let folder = "";
  let withheld: string[] = [];
  beforeAll(async () => {
    consented = studyOf({});
    folder = await ran(consented);
    const { inputs } = JSON.parse(readFileSync(join(folder, "provenance.json"), "utf8")) as { inputs: Input[] };
    const named = new Set(inputs.map(({ path }) => path));
    withheld = readdirSync(join(consented, "cards"))
      .map((name) => `cards/${name}`)
      .filter((path) => !named.has(path));
    expect(withheld.length).toBe(inputs.filter(({ path }) => path === "(withheld)").length);
    expect(withheld.length).toBeGreaterThan(0);
  });

  test("are found by their content, whatever their files are called", async () => {
    expect(await verified(folder, { study: consented })).toMatchObject(fine);
    const renamed = altered(consented, (copy) => renameSync(join(copy, withheld[0]!), join(copy, "cards/zzz.txt")));
    expect(await verified(folder, { study: renamed })).toMatchObject(fine);
  });

  test("gone or changed are told, and nothing tells their names", async () => {
    const told = async (alter: (copy: string) => void) => {
      const { findings, verdict } = await verifyRun(folder, { study: altered(consented, alter) });
      expect(verdict).toBe("trouble");
      for (const path of withheld) expect(JSON.stringify(findings)).not.toContain(path);
      return places(findings);
    };
    expect(await told((copy) => rmSync(join(copy, withheld[0]!)))).toEqual(["input-missing (withheld)"]);
    expect(await told(edited(withheld[0]!, (text) => `${text}\n`))).toEqual([
      "input-missing (withheld)",
      "input-added",
    ]);
  });
});

describe("the temporary folder", () => {
  test("is taken away when recomputing fails", async () => {
    const onStage = () => {
      expect(readdirSync(temp)).toHaveLength(1);
      throw new Error("failed");
    };
    await expect(verifyRun(whole, { study, onStage })).rejects.toThrow("failed");
    expect(readdirSync(temp)).toEqual([]);
  });

  test("that cannot be made is trouble", async () => {
    process.env.TMPDIR = join(temp, "nowhere");
    expect((await verified(whole, { study })).findings).toEqual([`temp-unwritable ${join(temp, "nowhere")}`]);
  });

  test("is taken away when the process is told to end, and a forgotten one by the next", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const child = spawn(process.execPath, [cli, "verify", whole, "--study", study], { stdio: "ignore" });
      const ended = new Promise((resolve) => child.once("exit", (_, by) => resolve(by)));
      await started(child);
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect(readdirSync(temp)).toEqual([]);
    }
    const [old, young] = [join(temp, "deltact-verify-old"), join(temp, "deltact-verify-young")];
    for (const path of [old, young]) mkdirSync(path);
    utimesSync(old, new Date(0), new Date(0));
    expect(await verified(whole, { study })).toMatchObject(fine);
    expect(readdirSync(temp)).toEqual(["deltact-verify-young"]);
    rmSync(young, { recursive: true });
  });

  async function started(child: ChildProcess): Promise<void> {
    while (readdirSync(temp).length === 0 && child.exitCode === null) await new Promise((wake) => setTimeout(wake, 2));
  }

  test("the run's folder and the study's are only read", async () => {
    const copies = [altered(whole, () => {}), altered(study, () => {})] as const;
    const all = copies.flatMap((copy) => [
      copy,
      ...readdirSync(copy, { recursive: true }).map((name) => join(copy, String(name))),
    ]);
    for (const path of [...all].reverse()) chmodSync(path, existsSync(join(path, ".")) ? 0o555 : 0o444);
    const before = all.map((path) => `${path} ${readdirSync(dirname(path)).length}`);
    expect(await verified(copies[0], { study: copies[1] })).toMatchObject(fine);
    expect(all.map((path) => `${path} ${readdirSync(dirname(path)).length}`)).toEqual(before);
    for (const path of all) chmodSync(path, 0o755);
  });
});

function deltact(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "verify", ...words], { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("the words of the command line", () => {
  test("exit codes: 0 verified or unchanged, 3 a table differs, 1 trouble, 2 wrong words", () => {
    expect(deltact(whole)).toMatchObject({ status: 0, stderr: "" });
    expect(deltact(whole, "--study", study)).toMatchObject({
      ...{
        status: 0,
        stdout: `Verified: ${tables} tables, 8 spreadsheets of cards and the report equal to the byte.\n`,
      },
    });
    const copy = altered(whole, (copy) => rmSync(join(copy, "change.csv")));
    expect(deltact(copy)).toMatchObject({ status: 3, stderr: "" });
    expect(deltact(copy).stdout).toMatchInlineSnapshot(`
      "change.csv: is not there, and the run wrote it.
        -> Take the file from a copy, or run the study again into another folder. [table-missing]
      Not verified: 1 of 27 files differs: "change.csv".
      "
    `);
    expect(deltact(whole, "--study", root)).toMatchObject({ status: 1, stderr: "" });
    expect(deltact(root)).toMatchObject({ status: 1, stdout: "" });
    for (const words of [
      [],
      ["--study", "", whole],
      ["--study", "a", "--study", "b", whole],
      [whole, "--until", "wells"],
    ])
      expect(deltact(...words).status, words.join(" ")).toBe(2);
  });

  test("--json tells the same as one object", () => {
    const copy = altered(whole, (copy) => rmSync(join(copy, "change.csv")));
    const { status, stdout } = deltact(copy, "--study", study, "--json");
    expect(status).toBe(3);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    const { verdict, recomputed, findings, files, summary, version } = JSON.parse(stdout);
    expect({ verdict, recomputed, version }).toEqual({
      ...{ verdict: "differs", recomputed: true, version: { wrote: "0.1.0", verified: "0.1.0" } },
    });
    expect(findings).toMatchObject([{ code: "table-missing", file: "change.csv", remedy: expect.any(String) }]);
    expect(files).toHaveLength(27);
    expect(summary).toBe('Not verified: 1 of 27 files differs: "change.csv".');
  });

  test("--help", () => {
    expect(deltact("--help").stdout).toMatchSnapshot();
  });
});

describe("the parts", () => {
  const difference = (one: string, two: string) => firstDifference(recordsOf([one]), recordsOf([two]));

  test("the first difference: line, column, cells", () => {
    expect(difference("a,b\n1,2\n", "a,b\n1,2\n")).toBeUndefined();
    expect(difference("a,b\n1,2", "a,b\n1,2\n")).toBeUndefined();
    expect(difference("a,b\n1,2\n3,4\n", "a,b\n1,2\n3,5\n")).toEqual({ line: 3, column: "b", found: "4", made: "5" });
    expect(difference('a,b\n"x\ny",2\n3,4\n', 'a,b\n"x\ny",2\n3,5\n')).toMatchObject({ line: 4, column: "b" });
    expect(difference("a,b\n1,2\n", "a,c\n1,2\n")).toEqual({ line: 1, column: undefined, found: "b", made: "c" });
    expect(difference("a,b\n1,2\n", "a,b\n1\n")).toEqual({ line: 2, column: "b", found: "2", made: undefined });
    expect(difference("a\n1\n", "a\n1\n2\n")).toEqual({ line: 3, found: undefined, made: "2" });
    expect(difference('a\n"1"\n', "a\n1\n")).toEqual({ line: 2, found: '"1"', made: "1" });
    expect(difference("", "a\n")).toEqual({ line: 1, found: undefined, made: "a" });
    expect(difference("a\r\n1\r\n", "a\n1\n")).toEqual({ line: 1, column: undefined, found: "a\r", made: "a" });
  });

  test("every way in which a file can be wrong is told", () => {
    const codes = (told: string | null | undefined, found: string | undefined, made?: string | null) =>
      fileProblems({ file: "t.csv", told, found, made })
        .map(({ code }) => code.replace("table-", ""))
        .join(" ");
    expect([codes("1", "1"), codes("1", "2"), codes("1", undefined), codes(undefined, "1")]).toEqual([
      ...["", "changed", "missing", "foreign"],
    ]);
    expect([codes("1", "1", "1"), codes("1", "2", "1"), codes("1", undefined, "1")]).toEqual([
      "",
      "changed",
      "missing",
    ]);
    expect([codes("1", "1", "2"), codes("1", "2", "2"), codes("1", "2", "3")]).toEqual([
      "differs",
      "changed",
      "changed differs",
    ]);
    expect([codes("1", "1", null), codes(undefined, "1", "1"), codes(undefined, undefined, "1")]).toEqual([
      ...["differs", "differs", "differs"],
    ]);
    expect(codes("1", undefined, "2")).toBe("missing differs");
    expect([codes(null, "1"), codes(null, undefined), codes(null, "1", "1"), codes(null, "1", "2")]).toEqual([
      ...["", "missing", "", "differs"],
    ]);
  });

  test("inputs: where a withheld one is gone, those that are more have no name", () => {
    const input = (path: string, sha256: string): Input => ({ path, bytes: 1, sha256 });
    const read = [input("a", "1"), input("(withheld)", "2")];
    expect(places(inputProblems(read, [...read, input("b", "3")]))).toEqual(["input-added b"]);
    expect(places(inputProblems(read, [read[0]!, input("b", "3")]))).toEqual([
      "input-missing (withheld)",
      "input-added",
    ]);
  });
});
