import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Columns } from "../data/column.ts";
import { type ExampleOptions, exampleStudy } from "../data/example/study.ts";
import { stages } from "../pipeline/settings.ts";

const repository = new URL("..", import.meta.url).pathname;
const cli = join(repository, "dist", "cli.js");
const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
const root = mkdtempSync(join(tmpdir(), "deltact-cli-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let number = 0;
const fresh = (name: string) => join(root, `${++number}-${name}`);

function studyOf(options: ExampleOptions): string {
  const folder = fresh("study");
  for (const { path, text } of exampleStudy(options)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function deltact(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8", cwd: root });
  return { status, stdout, stderr };
}

/** Runs what must succeed; gives the run's folder and all that was said. */
function ran(...words: string[]) {
  const { status, stdout, stderr } = deltact(...words);
  expect(status, stderr).toBe(0);
  return { folder: stdout.trim().replace(/\/report\.html$/, ""), stdout, stderr };
}

const texts = (folder: string) =>
  new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
const tablesOf = (folder: string) => [...texts(folder)].filter(([name]) => name.endsWith(".csv"));

/** The rows of a table without the columns that tell where a line stands in a file. */
function withoutPlaces(csv: string): string[][] {
  const [heading = [], ...rows] = Papa.parse<string[]>(csv.trimEnd()).data;
  const kept = heading.map((name) => !/^(file|line)$/.test(name));
  return [heading, ...rows].map((row) => row.filter((_, at) => kept[at]));
}

/** Lines below the first in an order that is the same in every run. */
function shuffled(text: string): string {
  const [heading, ...rows] = text.trimEnd().split(/\r?\n/);
  const key = (row: string) => createHash("md5").update(row).digest("hex");
  return `${[heading, ...rows.sort((a, b) => (key(a) < key(b) ? -1 : 1))].join("\n")}\n`;
}

const small = { cards: 4, seed: 3 } as const;

describe("words", () => {
  const uploads = ["process", "watch", "status", "audit"];
  const commands = [
    "run",
    "init",
    "example",
    "compare",
    "verify",
    "index",
    ...uploads,
    "explain",
    ...Object.keys(stages),
  ];

  test("--help tells every command and points to the example", () => {
    const { stdout } = ran("--help");
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ +deltact ${command}\\b`, "m"));
    expect(stdout).toMatch(/deltact example/);
    expect(stdout).toMatch(/Exit codes: 0 .*1 .*2 .*70/);
  });

  test.each(commands)("%s --help shows an example that begins with the command", (command) => {
    expect(ran(command, "--help").stdout).toMatch(new RegExp(`Examples:\\n +deltact (${command}|run)\\b`));
  });

  test("--version", () => {
    expect(ran("--version").stdout).toBe(`${version}\n`);
  });

  test("the stages of the help are the stages of the sentence, in its order", () => {
    expect(ran("--help").stdout.replace(/\s+/g, " ")).toContain(`that stops there: ${Object.keys(stages).join(", ")}.`);
  });
});

describe("explain", () => {
  const tables: { readonly name: string; readonly columns: Columns }[] = Object.values(stages).flatMap((stage) => [
    ...(stage.tables as readonly { readonly name: string; readonly columns: Columns }[]),
  ]);

  test("without a name lists every table with its columns", () => {
    const { stdout } = ran("explain");
    for (const { name, columns } of tables) {
      expect(stdout).toContain(
        `${[`${name}.csv`, ...Object.keys(columns).map((column) => `  ${column}`)].join("\n")}\n`,
      );
    }
  });

  test.each(tables)("$name tells the meaning of each column", ({ name, columns }) => {
    for (const word of [name, `${name}.csv`]) {
      const lines = ran("explain", word).stdout.trimEnd().split("\n");
      expect(lines).toHaveLength(Object.keys(columns).length);
      for (const [at, [column, { meaning }]] of Object.entries(columns).entries()) {
        expect(lines[at]).toMatch(new RegExp(`^${column} \\(`));
        expect(lines[at]!.endsWith(meaning)).toBe(true);
      }
    }
  });

  test("a column tells kind, unit and meaning", () => {
    expect(ran("explain", "expression.delta_ct").stdout).toMatch(/^expression\.delta_ct \(number, cycles\): .+\n$/);
  });

  test("a setting tells default, unit, bounds and meaning; settings tells them all", () => {
    expect(ran("explain", "quality.ct_limit").stdout).toMatch(
      /^quality\.ct_limit \(default 40 cycles, 20 to 60\): .+\n$/,
    );
    const lines = ran("explain", "settings").stdout.trimEnd().split("\n");
    const names = Object.entries(stages).flatMap(([stage, { settings }]) =>
      Object.keys(settings).map((key) => `${stage}.${key}`),
    );
    expect(lines.map((line) => line.split(" ")[0])).toEqual(names);
  });

  test.each(["nonsense", "expression.nonsense", "quality.nonsense", "toString", "expression.toString"])(
    "%s is neither: exit code 1, and what there is",
    (name) => {
      const { status, stdout, stderr } = deltact("explain", name);
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toMatch(
        /is neither a table \(wells, .*association-sensitivity, sensitivity, miqe\), a column of one, nor a setting/,
      );
    },
  );
});

describe("a run", () => {
  let study = "";
  let whole: ReturnType<typeof ran>;
  beforeAll(() => {
    study = studyOf(small);
    whole = ran("run", study, "--out", fresh("out"));
  }, 60_000);

  const spreadsheets = [1, 2, 3, 4].map((card) => `rdes-EX0000${card}.tsv`);
  const upTo = (stage: string) => {
    const names = Object.keys(stages) as (keyof typeof stages)[];
    return names
      .slice(0, names.indexOf(stage as keyof typeof stages) + 1)
      .flatMap((name) => stages[name].tables.map((table) => `${table.name}.csv`));
  };

  test("its folder holds what the words promise, and nothing else", () => {
    const made = ["report.html", "provenance.json", ...spreadsheets, ...upTo("miqe")];
    expect(readdirSync(whole.folder).sort()).toEqual(made.sort());
    const { "outcome-differences.csv": differences, ...others } = Object.fromEntries(texts(whole.folder));
    expect(differences, "nothing is supplied: the heading alone").toMatch(/^subject,measure,[\w,]+\r?\n$/);
    for (const [name, text] of Object.entries(others)) expect(text.length, name).toBeGreaterThan(80);
  });

  test("standard output is the path of the report alone; progress is a line a stage", () => {
    expect(whole.stdout).toBe(`${whole.folder}/report.html\n`);
    const lines = whole.stderr.trimEnd().split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual([...Object.keys(stages), "report"]);
    for (const line of lines) expect(line).toMatch(/^\w+ +\d+\.\d s {2}\S.*\.$/);
  });

  test.each(Object.keys(stages))("the word %s stops there, as --until does", (stage) => {
    const one = ran(stage, study, "--out", fresh("out"));
    expect(readdirSync(one.folder).sort()).toEqual(["provenance.json", ...spreadsheets, ...upTo(stage)].sort());
    expect(one.stdout).toBe(`${one.folder}\n`);
    const other = ran("run", study, "--until", stage, "--out", fresh("out"));
    expect(tablesOf(other.folder)).toEqual(tablesOf(one.folder));
    const complete = texts(whole.folder);
    for (const [name, text] of tablesOf(one.folder)) expect(text, name).toBe(complete.get(name));
  });

  test("run again gives the same folder, says so, and changes nothing", () => {
    const before = texts(whole.folder);
    const again = ran("run", study, "--out", dirname(whole.folder));
    expect(again.stdout).toBe(whole.stdout);
    expect(again.stderr).toContain("The same run was there already");
    expect(texts(whole.folder)).toEqual(before);
    expect(readdirSync(dirname(whole.folder))).toEqual([basename(whole.folder), "index.html"]);
  });

  test("two runs into different folders are equal to the byte, but for the times in provenance.json", () => {
    const other = ran("run", study, "--out", fresh("out"));
    const [one, two] = [texts(whole.folder), texts(other.folder)];
    const timeless = (text: string) => ({ ...JSON.parse(text), started: "", ended: "" });
    expect(timeless(two.get("provenance.json")!)).toEqual(timeless(one.get("provenance.json")!));
    one.delete("provenance.json");
    two.delete("provenance.json");
    expect(two).toEqual(one);
  });

  test("the time zone, the language and the folder it is called from change no byte", () => {
    const moved = fresh("elsewhere");
    cpSync(study, moved, { recursive: true });
    const out = fresh("out");
    const { status, stderr } = spawnSync(process.execPath, [cli, "run", ".", "--out", out], {
      cwd: moved,
      encoding: "utf8",
      env: { ...process.env, TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
    });
    expect(status, stderr).toBe(0);
    const other = texts(join(out, readdirSync(out)[0]!));
    for (const [name, text] of texts(whole.folder)) {
      if (name !== "provenance.json") expect(other.get(name) === text, name).toBe(true);
    }
  });

  test("provenance tells the hash of every input and table", () => {
    const sha256 = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
    const provenance = JSON.parse(readFileSync(join(whole.folder, "provenance.json"), "utf8"));
    const inputs = provenance.inputs as { path: string; bytes: number; sha256: string }[];
    expect(inputs.map((input) => input.path)).toEqual(
      expect.arrayContaining(["study.yaml", "panel.csv", "samples.csv", "subjects.csv"]),
    );
    expect(inputs).toHaveLength(7 + readdirSync(join(study, "cards")).length);
    for (const { path, sha256: hash } of inputs) expect(hash, path).toBe(sha256(join(study, path)));
    const tables = provenance.tables as { name: string; rows: number; sha256: string }[];
    expect(tables.map((table) => `${table.name}.csv`)).toEqual(upTo("miqe"));
    for (const { name, rows, sha256: hash } of tables) {
      expect(hash, name).toBe(sha256(join(whole.folder, `${name}.csv`)));
      expect(Papa.parse(readFileSync(join(whole.folder, `${name}.csv`), "utf8").trimEnd()).data).toHaveLength(rows + 1);
    }
  });

  test("another setting, another cell or another version of an input gives another folder", () => {
    const names = new Set([whole.folder.split("/").at(-1)]);
    const changes: Readonly<Record<string, (text: string) => string>> = {
      "study.yaml": (text) => text.replace("ct_caution: 35", "ct_caution: 34"),
      "samples.csv": (text) => text.replace(/,\d+\n/, ",12\n"),
      "panel.csv": (text) => text.replace(",reference,reference", ",housekeeping,reference"),
    };
    for (const [name, change] of Object.entries(changes)) {
      const other = fresh("changed");
      cpSync(study, other, { recursive: true });
      const path = join(other, name);
      writeFileSync(path, change(readFileSync(path, "utf8")));
      names.add(ran("run", other, "--out", fresh("out")).folder.split("/").at(-1));
    }
    expect(names.size).toBe(4);
  });
});

test("a reader that has had enough, such as head, is no mistake", () => {
  for (let tries = 0; tries < 3; tries++) {
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `exec "$0" "$1" explain association | true`, process.execPath, cli],
      {
        encoding: "utf8",
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  }
});

describe("the order of things changes nothing", () => {
  // Of the default study's kind: samples that failed or are missing, and a consent that was withdrawn.
  const options = { subjects: 24 } as const;

  function compare(change: (folder: string) => void): void {
    const one = studyOf(options);
    const two = studyOf(options);
    change(two);
    const [a, b] = [one, two].map((study) => new Map(tablesOf(ran("run", study, "--out", fresh("out")).folder)));
    expect([...a!.keys()]).toEqual([...b!.keys()]);
    for (const [name, text] of a!) {
      const [left, right] = [withoutPlaces(text), withoutPlaces(b!.get(name)!)];
      const at = left.findIndex((row, at) => row.join() !== right[at]?.join());
      expect({ name, row: right[at], rows: right.length }).toEqual({ name, row: left[at], rows: left.length });
    }
  }
  const edit = (folder: string, name: string, how: (text: string) => string) =>
    writeFileSync(join(folder, name), how(readFileSync(join(folder, name), "utf8")));

  test("of the rows of samples.csv", () => compare((folder) => edit(folder, "samples.csv", shuffled)));
  test("of the rows of subjects.csv", () => compare((folder) => edit(folder, "subjects.csv", shuffled)));
  test("of the rows of panel.csv: rows stand in the panel's order, their numbers are the same", () => {
    const one = studyOf(options);
    const two = studyOf(options);
    edit(two, "panel.csv", shuffled);
    const [a, b] = [one, two].map((study) => new Map(tablesOf(ran("run", study, "--out", fresh("out")).folder)));
    for (const [name, text] of a!) {
      const [left, right] = [text, b!.get(name)!].map((csv) =>
        withoutPlaces(csv)
          .map((row) => row.join())
          .sort(),
      );
      const at = left!.findIndex((row, at) => row !== right![at]);
      expect({ name, row: right![at], rows: right!.length }).toEqual({ name, row: left![at], rows: left!.length });
    }
  });
  test("of the columns of samples.csv and subjects.csv", () =>
    compare((folder) => {
      for (const name of ["samples.csv", "subjects.csv"]) {
        edit(folder, name, (text) => {
          const rows = Papa.parse<string[]>(text.trimEnd()).data;
          return `${rows.map((row) => Papa.unparse([row.toReversed()])).join("\n")}\n`;
        });
      }
    }));
  test("of the files, whatever their names", () =>
    compare((folder) => {
      const cards = join(folder, "cards");
      for (const [at, name] of readdirSync(cards).sort().reverse().entries())
        renameSync(join(cards, name), join(cards, `${String(at).padStart(3, "0")} another name.txt`));
    }));
  test("of the line ends of the tables", () =>
    compare((folder) => {
      for (const name of ["samples.csv", "subjects.csv", "panel.csv"])
        edit(folder, name, (text) => `\uFEFF${text.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n")}`);
    }));
});

test("a table that is not UTF-8 is read as Windows-1252, or refused: no letter is lost in silence", () => {
  const study = studyOf(small);
  const path = join(study, "panel.csv");
  const text = readFileSync(path, "utf8").replace(",reference,reference", ",H\u00E4user,reference");
  expect(text).toContain("H\u00E4user");
  writeFileSync(path, text, "latin1");
  const { status, stdout, stderr } = deltact("run", study, "--out", fresh("out"));
  if (status === 1) expect(stderr).toContain("panel.csv");
  else expect(readFileSync(join(dirname(stdout.trim()), "expression.csv"), "utf8")).toContain("H\u00E4user");
});

describe("init", () => {
  function exportsOnly(): string {
    const folder = studyOf(small);
    for (const name of readdirSync(folder)) if (name !== "cards") rmSync(join(folder, name));
    return folder;
  }

  test("writes what runs once samples.csv and subjects.csv are filled in", () => {
    const folder = exportsOnly();
    const { stdout, stderr } = ran("init", folder);
    expect(readdirSync(folder).sort()).toEqual([
      ...["cards", "miqe.yaml", "panel.csv", "samples.csv", "study.yaml", "subjects.csv"],
    ]);
    for (const name of ["study.yaml", "panel.csv", "samples.csv", "subjects.csv"])
      expect(stdout + stderr).toContain(`${name} was written.`);
    const [heading, ...samples] = readFileSync(join(folder, "samples.csv"), "utf8").trimEnd().split("\n");
    expect(heading).toBe("sample,subject,visit,time,hours,card");
    expect(samples).toHaveLength(16);
    const filled = samples.map((row) => {
      const [subject, visit, time] = row.split(",")[0]!.split(" ");
      return `${row.split(",")[0]},${subject},${visit},${time},${time === "pre" ? 0 : 1},`;
    });
    writeFileSync(join(folder, "samples.csv"), `${[heading, ...filled].join("\n")}\n`);
    const subjects = [...new Set(filled.map((row) => row.split(",")[1]))];
    expect(readFileSync(join(folder, "subjects.csv"), "utf8")).toBe("subject,consent,consent_withdrawn,response\n");
    writeFileSync(
      join(folder, "subjects.csv"),
      `subject,consent,consent_withdrawn,response\n${subjects.map((one, at) => `${one},yes,,${at % 2 ? "CR" : "PD"}\n`).join("")}`,
    );
    const run = ran("run", folder, "--out", fresh("out"));
    expect(readdirSync(run.folder)).toContain("report.html");
    expect(readFileSync(join(run.folder, "wells.csv"), "utf8").trimEnd().split("\n")).toHaveLength(1 + 4 * 384);
  });

  test("tells every setting with its default, which is in force when its # is taken off", () => {
    const folder = exportsOnly();
    ran("init", folder);
    const yaml = readFileSync(join(folder, "study.yaml"), "utf8");
    for (const [stage, { settings }] of Object.entries(stages)) {
      for (const [key, { default: value }] of Object.entries(settings)) {
        expect(yaml, stage).toMatch(
          new RegExp(`^# {3}${key}: ${String(value === "" ? '""' : value).replace("+", "\\+")} `, "m"),
        );
      }
    }
    const uncommented = yaml.replace(/^# (?=( {2})?[a-z_]+:)/gm, "");
    expect(uncommented).not.toBe(yaml);
    writeFileSync(join(folder, "study.yaml"), uncommented);
    const { status, stderr } = deltact("run", folder, "--out", fresh("out"));
    expect(status).toBe(1);
    expect(stderr).not.toContain("study.yaml");
  });

  test("never overwrites, and says so", () => {
    const folder = exportsOnly();
    const mine = "assay_id,gene,category,role\nmine,,,\n";
    writeFileSync(join(folder, "panel.csv"), mine);
    writeFileSync(join(folder, "study.yaml"), "study: mine\n");
    const { stdout, stderr } = ran("init", folder);
    expect(stdout + stderr).toContain("panel.csv is there already, and was left as it is.");
    expect(readFileSync(join(folder, "panel.csv"), "utf8")).toBe(mine);
    expect(readFileSync(join(folder, "study.yaml"), "utf8")).toBe("study: mine\n");
    const written = texts(withoutEntry(folder, "cards"));
    ran("init", folder);
    expect(texts(withoutEntry(folder, "cards"))).toEqual(written);
  });

  /** A copy of a folder without one of its entries. */
  function withoutEntry(folder: string, name: string): string {
    const copy = fresh("copy");
    cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith(`/${name}`) });
    return copy;
  }

  test.each(["an empty folder", "a folder that is not there", "a folder of other texts"])("%s: exit code 1", (what) => {
    const folder = fresh("empty");
    if (what !== "a folder that is not there") mkdirSync(folder);
    if (what === "a folder of other texts") writeFileSync(join(folder, "letter.txt"), "Dear all,\n");
    const { status, stdout, stderr } = deltact("init", folder);
    expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^ {2}-> .+\[[a-z-]+\]$/m);
    expect(existsSync(join(folder, "study.yaml"))).toBe(false);
  });
});

describe("example", () => {
  test("makes the study and runs it; a second time it is left as it is", () => {
    const [folder, out] = [fresh("example"), fresh("out")];
    const first = ran("example", folder, "--out", out);
    expect(first.stderr).toContain("no patient is behind them");
    expect(existsSync(first.stdout.trim())).toBe(true);
    writeFileSync(join(folder, "README.md"), "mine");
    const again = ran("example", folder, "--out", out);
    expect(again.stderr).toContain("already");
    expect(again.stdout).toBe(first.stdout);
    expect(readFileSync(join(folder, "README.md"), "utf8")).toBe("mine");
  });

  test("--cards makes so many and does not run them", () => {
    const folder = fresh("cards");
    expect(ran("example", folder, "--cards", "5", "--formats", "quantstudio").stdout).toBe("");
    expect(readdirSync(join(folder, "cards"))).toHaveLength(5);
  });
});

describe("interruption", () => {
  const ended = (child: ChildProcess) =>
    new Promise<string | null>((done) => child.on("exit", (_, signal) => done(signal)));

  test.each(["wells", "quality", "expression"])(
    "killed after %s, no run folder can be seen; the next run is whole",
    async (stage) => {
      const study = studyOf({ cards: 120, formats: ["quantstudio"] });
      const out = fresh("out");
      const child = spawn(process.execPath, [cli, "run", study, "--out", out], { stdio: ["ignore", "ignore", "pipe"] });
      child.stderr!.on("data", (bytes: Buffer) => {
        if (bytes.toString().includes(`${stage} `)) child.kill("SIGKILL");
      });
      expect(await ended(child)).toBe("SIGKILL");
      expect(readdirSync(out).filter((name) => !name.startsWith("."))).toEqual([]);
      const { folder } = ran("run", study, "--out", out);
      expect(readdirSync(folder)).toContain("report.html");
    },
  );
});

describe("who has not consented, or has withdrawn, is in no output", () => {
  interface Withheld {
    readonly words: readonly string[];
    readonly study: string;
  }
  /** The example, in which two subjects withdrew and twenty did not consent. */
  function withheld(): Withheld {
    const study = studyOf({});
    const rows = (name: string) =>
      Papa.parse<Record<string, string>>(readFileSync(join(study, name), "utf8").trimEnd(), { header: true }).data;
    const out = new Set(
      rows("subjects.csv").flatMap((row) =>
        row.consent !== "yes" || row.consent_withdrawn !== "no" ? [row.subject!] : [],
      ),
    );
    expect(out).toContain("INO-1008");
    expect(out).toContain("INO-1041");
    expect(out.size).toBe(22);
    const samples = rows("samples.csv").filter((row) => out.has(row.subject!));
    expect(samples.length).toBeGreaterThan(4);
    return { study, words: [...new Set([...out, ...samples.flatMap((row) => [row.sample!, row.card!])])] };
  }
  function search({ words, study }: Withheld, ...before: string[]) {
    const out = fresh("out");
    const { folder, stdout, stderr } = ran(...before, study, "--out", out);
    const said = new Map([...texts(folder), ["stdout", stdout.replaceAll(root, "")], ["stderr", stderr]]);
    for (const [name, text] of said) {
      for (const word of words) expect({ name, found: text.includes(word) ? word : "" }).toEqual({ name, found: "" });
    }
    return said;
  }

  test("a whole run", () => {
    const said = search(withheld(), "run");
    expect(said.get("report.html")).toContain("INO-1001");
    expect(said.get("wells.csv")).toContain("EX00001");
  });

  test("also where a withheld card has wells without a sample's name", () => {
    const one = withheld();
    const card = join(one.study, "cards", "EX00007.txt");
    const text = readFileSync(card, "utf8");
    writeFileSync(card, text.replaceAll("INO-1008 C1D15 post", ""));
    expect(readFileSync(card, "utf8")).not.toBe(text);
    search(one, "run");
  });

  test("also where a withheld sample shares its name's beginning, or its card, with one that is used", () => {
    const one = withheld();
    const path = join(one.study, "samples.csv");
    const text = readFileSync(path, "utf8");
    // A control on the withheld card may be used; the card must then be named, its subject not.
    writeFileSync(path, text.replace(/^INO-1008 C1D15 post,INO-1008,C1D15,post,/m, "INO-1008 C1D15 post,,,,"));
    const words = one.words.filter(
      (word) => word !== "EX00007" && word !== "INO-1008 C1D15 post" && word !== "INO-1008",
    );
    const said = search({ study: one.study, words: [...words, "INO-1008 C1D1 pre", "INO-1008 C1D15 pre"] }, "run");
    expect(said.get("wells.csv")).toContain("INO-1008 C1D15 post");
  });

  test("a list of unknown samples does not tell those that are withheld", () => {
    const one = withheld();
    const samples = join(one.study, "samples.csv");
    // Somebody else's sample is missing from the table; the message lists that one alone.
    const text = readFileSync(samples, "utf8");
    writeFileSync(samples, text.replace(/^INO-1001 C1D1 pre.*\n/m, ""));
    const { status, stderr } = deltact("run", one.study, "--out", fresh("out"));
    expect(status).toBe(1);
    expect(stderr).toContain("INO-1001 C1D1 pre");
    for (const word of one.words) expect(stderr).not.toContain(word);
  });
});

describe("the package", () => {
  const installed = fresh("installed");
  const sh = (command: string, args: readonly string[], cwd: string) => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      ...{ cwd, encoding: "utf8", timeout: 120_000 },
      env: { ...process.env, npm_config_update_notifier: "false", npm_config_loglevel: "error" },
    });
    expect(status, `${command} ${args.join(" ")}\n${stdout}\n${stderr}`).toBe(0);
    return stdout;
  };

  beforeAll(() => {
    // Packed in a copy: packing builds, and other tests run the build of the checkout meanwhile.
    const copy = fresh("copy");
    mkdirSync(copy);
    const parts = "package.json tsconfig.json tsconfig.types.json LICENSE README.md data stages reports pipeline".split(
      " ",
    );
    for (const part of parts.filter((part) => existsSync(join(repository, part))))
      cpSync(join(repository, part), join(copy, part), { recursive: true });
    symlinkSync(join(repository, "node_modules"), join(copy, "node_modules"));
    const packed = JSON.parse(sh("npm", ["pack", "--json", "--pack-destination", root], copy).replace(/^[^[{]*/, ""));
    const { filename, files } = (Array.isArray(packed) ? packed : Object.values(packed))[0] as {
      filename: string;
      files: { path: string }[];
    };
    for (const { path } of files)
      expect(path).toMatch(/^(dist\/.*\.(js|d\.ts)|dist\/THIRD-PARTY\.txt|LICENSE|README\.md|package\.json)$/);
    mkdirSync(installed);
    writeFileSync(join(installed, "package.json"), '{ "name": "elsewhere", "private": true, "type": "module" }\n');
    sh("npm", ["install", "--offline", "--omit=optional", "--no-audit", "--no-fund", join(root, filename)], installed);
  }, 120_000);

  test("installs without any other package, where optional ones are left out", () => {
    expect(readdirSync(join(installed, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["deltact"]);
  });

  test("its bin tells its version and runs the example", () => {
    expect(sh("npx", ["--no-install", "deltact", "--version"], installed)).toBe(`${version}\n`);
    const report = sh("npx", ["--no-install", "deltact", "example", "study", "--out", "runs"], installed).trim();
    expect(readFileSync(join(installed, report), "utf8")).toMatch(/^<!doctype html>/i);
  });

  test("without SQLite, process says what to install", () => {
    mkdirSync(join(installed, "inbox"), { recursive: true });
    const bin = join(installed, "node_modules", "deltact", "dist", "cli.js");
    const words = [bin, "process", "study", "--inbox", "inbox"];
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: installed, encoding: "utf8" });
    expect(stderr).toMatch(/SQLite is not there: .*\n {2}-> Install deltact with its optional package libsql/);
    expect(status).toBe(1);
  });

  const program = `import { type Problem, type Run, rowsOf, run, type StageName, type Table, Trouble } from "deltact";

const until: StageName = "expression";
const done: Run = await run("study", { until });
const table: Table = done.table("expression");
let rows = 0;
for (const row of rowsOf(table)) if (row.delta_ct !== undefined) rows++;
console.log(JSON.stringify({ rows, id: done.id.length, folder: done.folder ?? null }));
try {
  await run("nowhere");
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  const problems: readonly Problem[] = error.problems;
  console.log(problems[0]?.code);
}
`;

  test("as a library it gives the tables from code, and Trouble where a study must be mended", () => {
    sh("npx", ["--no-install", "deltact", "example", "study", "--out", "runs"], installed);
    const plain = program.replace(/type \w+, /g, "").replace(/: (StageName|Run|Table|readonly Problem\[\]) =/g, " =");
    writeFileSync(join(installed, "program.mjs"), plain);
    const [first = "", second] = sh("node", ["program.mjs"], installed).trim().split("\n");
    expect(JSON.parse(first)).toMatchObject({ id: 64, folder: null });
    expect(JSON.parse(first).rows).toBeGreaterThan(10_000);
    expect(second).toBe("no-study");
  });

  test.each([
    ["nodenext", "nodenext"],
    ["bundler", "esnext"],
  ])("its types hold under moduleResolution %s", (moduleResolution, module) => {
    const typed = program.replaceAll("console.log", "void ");
    const check = (name: string, text: string) => {
      writeFileSync(join(installed, `${name}.ts`), text);
      const compilerOptions = { noEmit: true, strict: true, target: "es2022", module, moduleResolution, types: [] };
      writeFileSync(join(installed, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
      const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
      return spawnSync(process.execPath, [tsc, "-p", installed], { encoding: "utf8" }).stdout;
    };
    expect(check("right", typed)).toBe("");
    // The types are ours, not any: a wrong word does not compile.
    expect(check("wrong", typed.replace('"expression";', '"expresion";'))).toMatch(
      /wrong\.ts.*Type '"expresion"' is not/,
    );
  });
});
