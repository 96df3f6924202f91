import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { portfolioTables, type Sentinel } from "../data/portfolio.ts";
import type { Problem, Trouble } from "../data/trouble.ts";
import { indexOf, jobOf } from "../pipeline/portfolio/engine.ts";
import { readManifest, writeManifest } from "../pipeline/portfolio/manifest.ts";
import { joinedTable } from "../pipeline/portfolio/part.ts";
import { plan } from "../pipeline/portfolio/plan.ts";
import { identityOf, planned } from "../pipeline/portfolio/planned.ts";
import { readPortfolio } from "../pipeline/portfolio/portfolio-file.ts";
import { leaveSentinel, readSentinel } from "../pipeline/portfolio/sentinel.ts";
import { outOf, runTask } from "../pipeline/portfolio/task.ts";
import { run } from "../pipeline/run.ts";
import { Call, cli, filesIn, makeStudy } from "./portfolio-made.ts";

const root = mkdtempSync(join(tmpdir(), "deltact-portfolio-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Four studies; the third cannot be read, and the name of the fourth is hostile. */
const studies = join(root, "studies");
const names = ["alpha", "beta", "", "<img src=x onerror=alert(1)>"];
let folder: string;
let number = 0;

const deltact = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8" });
  return { status, stdout: stdout.trim(), stderr };
};
const problemsOf = (what: () => unknown): readonly Problem[] => {
  try {
    what();
  } catch (error) {
    return (error as Trouble).problems;
  }
  return [];
};

beforeAll(() => {
  names.forEach((name, at) => {
    makeStudy(join(studies, `s${at + 1}`), name || "gamma", at + 1);
  });
  writeFileSync(join(studies, "s3", "study.yaml"), "study: [");
});
beforeEach(() => {
  folder = join(root, `case ${++number}`);
  mkdirSync(folder);
});

describe("a portfolio on this machine", () => {
  let done: ReturnType<typeof deltact>;
  let out: string;
  beforeAll(() => {
    out = join(root, "out");
    done = deltact("portfolio", studies, "--out", out);
  });
  const results = () => join(done.stdout, "..");

  test("one study that fails stops no other, and is told: exit code 5", () => {
    expect(done.status, done.stderr).toBe(5);
    expect(done.stderr).toMatch(/s3: failed\. study\.yaml line \d.*\[study-syntax\]/s);
    expect(done.stderr).toMatch(/3 of 4 studies are done\. --resume does the others again\./);
    expect(readdirSync(join(out, "runs"))).toHaveLength(3);
    const rows = readFileSync(join(results(), "studies.csv"), "utf8").split("\n");
    expect(rows.filter((row) => /,done,[0-9a-f]{64},/.test(row))).toHaveLength(3);
    expect(rows.find((row) => row.startsWith("s3,failed,,,"))).toMatch(/study\.yaml line \d/);
  });

  test("its page names all studies, links their reports, and holds a hostile name as text", () => {
    const page = readFileSync(done.stdout, "utf8");
    const links = [...page.matchAll(/href="(\.\.\/runs\/[^"]+)"/g)].map((found) => found[1]!);
    expect(links).toHaveLength(3);
    for (const link of links) expect(existsSync(join(results(), decodeURIComponent(link)))).toBe(true);
    expect(page).toContain("3 of 4 studies are done");
    expect(page).toMatch(/<b>s3<\/b>, failed: study\.yaml line/);
    expect(page).not.toContain("<img src=x");
    expect(page).toContain("&lt;img src=x");
  });

  test.each(portfolioTables)("%s.parquet holds the rows of every run, as its table has them", async (name) => {
    const database = await (await DuckDBInstance.create(":memory:")).connect();
    const rows = async (sql: string) => (await database.runAndReadAll(sql)).getRowsJson();
    const file = join(results(), `${name}.parquet`);
    const columns = Object.keys(joinedTable(name).columns);
    const asText = columns.slice(2).map((column) => `CAST("${column}" AS VARCHAR)`);
    for (const folder of readdirSync(join(out, "runs"))) {
      const run = join(out, "runs", folder);
      const { study, run: id } = JSON.parse(readFileSync(join(run, "provenance.json"), "utf8"));
      const types = await rows(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '${file}')`);
      const typed = types.slice(2).map(([column, type]) => `'${column}': '${type}'`);
      const csv = `read_csv('${run}/${name}.csv', header = true, nullstr = '', quote = '"', columns = {${typed.join(", ")}})`;
      const joined = await rows(
        `SELECT ${asText.join(", ")} FROM '${file}' WHERE study = '${study}' AND run = '${id}' ORDER BY ALL`,
      );
      const own = await rows(`SELECT ${asText.join(", ")} FROM ${csv} ORDER BY ALL`);
      expect(own.length).toBeGreaterThan(0);
      expect(joined).toEqual(own);
    }
    const [[count]] = (await rows(`SELECT count(DISTINCT study) FROM '${file}'`)) as [[string]];
    expect(Number(count)).toBe(3);
  });

  test("--resume does what is not done, and nothing else", () => {
    const copy = join(folder, "out");
    cpSync(out, copy, { recursive: true, preserveTimestamps: true });
    const before = filesIn(join(copy, "tasks"));
    const mended = join(folder, "studies");
    cpSync(studies, mended, { recursive: true });
    makeStudy(join(mended, "s3"), "gamma", 3);
    const again = deltact("portfolio", mended, "--out", copy, "--resume");
    expect(again.status, again.stderr).toBe(0);
    expect(again.stderr).toMatch(/3 of 4 studies are done already\.\n1\/1 gamma: done/);
    const after = filesIn(join(copy, "tasks"));
    for (const [path, text] of before) expect(after.get(path)).toBe(text);
    expect(after.size).toBe(before.size + 1);
    const last = deltact("portfolio", mended, "--out", copy, "--resume");
    expect(last).toMatchObject({ status: 0, stdout: again.stdout });
    expect(last.stderr).toMatch(/4 of 4 studies are done already/);
  });

  test("done again from nothing, by one worker: equal to the byte", () => {
    const again = deltact("portfolio", studies, "--out", join(folder, "again"), "--jobs", "1");
    expect(again.status).toBe(5);
    for (const part of ["runs", "parts"])
      expect(filesIn(join(folder, "again", part))).toEqual(filesIn(join(out, part)));
    expect(filesIn(join(again.stdout, ".."))).toEqual(filesIn(results()));
  });

  test("plan, run-task and collect do the same, step by step", () => {
    const copy = join(folder, "out");
    const { stdout: manifest } = deltact("plan", studies, "--out", copy);
    expect(deltact("plan", studies, "--out", copy).stdout).toBe(manifest);
    const codes = [0, 1, 2].map((index) => deltact("run-task", "--manifest", manifest, "--index", String(index)));
    expect(codes.map(({ status }) => status)).toEqual([0, 0, 1]);
    expect(codes[0]!.stdout).toBe("alpha: done");
    const env = { ...process.env, SLURM_ARRAY_TASK_ID: "3" };
    const last = spawnSync(process.execPath, [cli, "run-task", "--manifest", manifest], { env, encoding: "utf8" });
    expect(last.status, last.stderr).toBe(0);
    const collected = deltact("collect", "--manifest", manifest);
    expect(collected.status).toBe(5);
    expect(filesIn(join(collected.stdout, ".."))).toEqual(filesIn(results()));
  });

  test("one process does several, none that is done again, and says the worst of them", () => {
    const copy = join(folder, "out");
    const { stdout: manifest } = deltact("plan", studies, "--out", copy);
    const task = (...words: string[]) => deltact("run-task", "--manifest", manifest, ...words);
    expect(task("--index", "1", "--each", "3")).toMatchObject({ status: 0, stdout: `${names[3]}: done` });
    const before = filesIn(join(copy, "tasks"));
    const all = task("--index", "0", "--each", "4");
    expect(all).toMatchObject({ status: 1, stdout: `alpha: done\nbeta: done\ns3: failed\n${names[3]}: done` });
    const after = filesIn(join(copy, "tasks"));
    for (const [path, text] of before) expect(after.get(path)).toBe(text);
    expect(task("--index", "2", "--each", "3").stderr).toMatch(
      /has 4 tasks, from 0, and none of the index 6\..*\[no-index\]/s,
    );
    expect(task().stderr).toMatch(/no index was given, and none of SLURM_ARRAY_TASK_ID, .* tells one\./);
  });

  test.each([
    ["portfolio", studies, "--out", "x", "--jobs", "0"],
    ["portfolio", studies, "--out", "x", "--executor", "cloud"],
    ["portfolio", studies],
    ["run-task", "--manifest", "x", "--index", "-1"],
    ["run-task", "--manifest", "x", "--index", "0", "--each", "0"],
    ["collect"],
  ])("wrong words: %s", (...words) => {
    const { status, stderr } = deltact(...words.filter((word) => word !== undefined));
    expect(status, stderr).toBe(2);
    expect(stderr).toMatch(/--manifest|--out/);
  });

  test("a file that was changed since is found, its study left out, and done again by --resume", () => {
    const copy = join(folder, "out");
    cpSync(out, copy, { recursive: true });
    const [alpha] = readdirSync(join(copy, "runs")).filter((name) => name.startsWith("alpha-"));
    appendFileSync(join(copy, "runs", alpha!, "change.csv"), " ");
    const [manifest] = readdirSync(join(copy, "plans"));
    const found = deltact("collect", "--manifest", join(copy, "plans", manifest!));
    expect(found.status).toBe(5);
    expect(found.stderr).toMatch(
      /alpha: damaged\. runs\/alpha-\w+\/change\.csv was changed since it was written\. Move/,
    );
    expect(found.stderr).toMatch(/2 of 4/);
    expect(readFileSync(join(found.stdout, "..", "studies.csv"), "utf8")).toMatch(/^alpha,damaged,,,/m);
    const stubborn = deltact("portfolio", studies, "--out", copy, "--resume");
    expect(stubborn.stderr, "it is not written over").toMatch(
      /alpha: failed\. .*change\.csv: differs.*\[run-differs\]/s,
    );
    renameSync(join(copy, "runs", alpha!), join(folder, "moved away"));
    const again = deltact("portfolio", studies, "--out", copy, "--resume");
    expect(again.stderr).toMatch(/3 of 4/);
    expect(filesIn(join(again.stdout, ".."))).toEqual(filesIn(results()));
  });

  test("a part of a table that was changed since is found, and made anew by --resume", () => {
    const copy = join(folder, "out");
    cpSync(out, copy, { recursive: true });
    const [first] = [...filesIn(join(copy, "parts")).keys()].filter((path) => path.endsWith("association.parquet"));
    rmSync(join(copy, "parts", first!));
    const [manifest] = readdirSync(join(copy, "plans"));
    const found = deltact("collect", "--manifest", join(copy, "plans", manifest!));
    expect(found.stderr).toMatch(/: damaged\. Its part of association\.parquet is not there\./);
    const again = deltact("portfolio", studies, "--out", copy, "--resume");
    expect(again.stderr).toMatch(/3 of 4/);
    expect(filesIn(join(copy, "parts"))).toEqual(filesIn(join(out, "parts")));
  });

  test("a worker that dies takes its study with it, and no other", async () => {
    const deadly = join(folder, "deadly.mjs");
    const program = `import { basename } from "node:path";
import { syncBuiltinESMExports } from "node:module";
import fs from "node:fs";
if (process.argv[2] === "run-task") {
  const open = fs.openSync;
  fs.openSync = (path, ...rest) => {
    if (/s2.cards/.test(String(path)) && ++process.deadly > 1) process.kill(process.pid, "SIGKILL");
    return open(path, ...rest);
  };
  process.deadly = 0;
  syncBuiltinESMExports();
}
await import(${JSON.stringify(cli)});
`;
    writeFileSync(deadly, program);
    const call = new Call(deadly, ["portfolio", studies, "--out", join(folder, "out"), "--jobs", "1"]);
    expect(await call.ended, call.stderr).toBe(5);
    expect(call.stderr).toMatch(/beta: lost\. Its process ended by SIGKILL\./);
    expect(call.stderr).toMatch(/2 of 4/);
  });
});

describe("what is planned", () => {
  test("is what a run reads, whatever the study is made of", async () => {
    const study = makeStudy(join(folder, "study"), "delta", 5);
    const yaml = readFileSync(join(study, "study.yaml"), "utf8");
    const reads = async () => {
      const { study: read } = await run(study);
      return identityOf(read.name, read.inputs, read.pseudonyms?.fingerprint ?? "", read.settingsUsed).key;
    };
    const hashes = [planned(study).key];
    expect(await reads()).toBe(hashes[0]);
    writeFileSync(join(study, "exclusions.csv"), "scope,card,well,sample,assay,reason,person,date\n");
    writeFileSync(join(study, "miqe.yaml"), "");
    hashes.push(planned(study).key);
    expect(await reads()).toBe(hashes[1]);
    writeFileSync(join(folder, "key"), "k".repeat(32));
    writeFileSync(join(study, "study.yaml"), `${yaml}\npseudonyms: { key: ../key }\n`);
    hashes.push(planned(study).key);
    expect(await reads()).toBe(hashes[2]);
    writeFileSync(join(folder, "key"), "l".repeat(32));
    hashes.push(planned(study).key);
    expect(new Set(hashes).size).toBe(4);
  });

  test("is not done where the study's files are others by now", async () => {
    const out = join(folder, "out");
    cpSync(join(studies, "s1"), join(folder, "studies", "s1"), { recursive: true });
    const manifest = plan(readPortfolio(join(folder, "studies")), out);
    appendFileSync(join(folder, "studies", "s1", "subjects.csv"), "\n");
    const { status, message } = await runTask(outOf(manifest), readManifest(manifest), 0);
    expect(status).toBe("failed");
    expect(message).toMatch(/no longer those of the plan.*\[plan-outdated\]/s);
    expect(readdirSync(join(out, "runs"))).toEqual([]);
  });

  test("is refused where it was changed, or planned by another version", () => {
    const out = join(folder, "out");
    const manifest = plan(readPortfolio(studies), out);
    const text = readFileSync(manifest, "utf8");
    writeFileSync(manifest, text.replace('"alpha"', '"omega"'));
    expect(problemsOf(() => readManifest(manifest))).toMatchObject([{ code: "manifest-broken" }]);
    const other = writeManifest(out, { version: "0.0.1", portfolio: "x", ledger: "", tasks: [] });
    expect(problemsOf(() => readManifest(other))).toMatchObject([{ code: "manifest-version" }]);
    expect(problemsOf(() => readManifest(join(studies, "s1", "study.yaml")))).toMatchObject([
      { code: "manifest-broken", line: 1 },
    ]);
    expect(deltact("run-task", "--manifest", join(folder, "nothing"), "--index", "0").stderr).toMatch(
      /\[file-unreadable\]/,
    );
  });

  test("has no two studies of one name: their subjects could not be told apart", () => {
    cpSync(studies, join(folder, "studies"), { recursive: true });
    makeStudy(join(folder, "studies", "s5"), "alpha", 5);
    const twice = deltact("portfolio", join(folder, "studies"), "--out", join(folder, "out"));
    expect(twice.status).toBe(1);
    expect(twice.stderr).toMatch(
      /s5\/study\.yaml, study: "alpha" is also the name of the study in ".*s1"\..*\[study-twice\]/s,
    );
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});

describe("portfolio.yaml", () => {
  const read = (text: string) => {
    writeFileSync(join(folder, "portfolio.yaml"), text);
    return problemsOf(() => readPortfolio(folder));
  };

  test.each([
    ["studis: [a]", "studis", /did you mean "studies"\?/],
    ["studies: a", "studies", /"a" is not a list of globs of folders\./],
    ["slurm: { patience: long }", "slurm.patience", /"long" is not a number of seconds from 0 to 3600\./],
    ["slurm: { tim: 3 }", "slurm.tim", /did you mean "time"\?/],
    ["slurm: 3", "slurm", /"3" is not a section of options of sbatch\./],
  ])("%s", (text, column, told) => {
    expect(read(text)).toMatchObject([{ code: "portfolio-value", line: 1, column, text: expect.stringMatching(told) }]);
  });

  test("a study is no portfolio, and nor is a folder without any", () => {
    const [study] = problemsOf(() => readPortfolio(join(studies, "s1")));
    expect(study).toMatchObject({
      code: "no-portfolio",
      text: expect.stringMatching(/it is a study itself, for `deltact run`/),
    });
    expect(problemsOf(() => readPortfolio(folder))).toMatchObject([{ code: "no-portfolio" }]);
    expect(problemsOf(() => readPortfolio(join(folder, "none")))).toMatchObject([
      { code: "no-portfolio", text: "is not there." },
    ]);
  });

  test("names the studies by globs, from where it is", () => {
    writeFileSync(join(folder, "some.yaml"), "portfolio: some\nstudies: [../studies/s1, ../studies/s2/]\n");
    const { name, studies: found } = readPortfolio(join(folder, "some.yaml"));
    expect({ name, found: found.map((path) => basename(path)) }).toEqual({ name: "some", found: ["s1", "s2"] });
  });
});

describe("what a task left behind, when it is done twice", () => {
  const left = (more: Partial<Sentinel> = {}, sha256 = "a".repeat(64)): Sentinel => ({
    key: "b".repeat(64),
    study: "s",
    status: "done",
    message: "",
    made: { run: "c".repeat(64), folder: "s-c", files: { "wells.csv": sha256 }, parts: {}, headlines: [] },
    by: { host: "n1", job: "", version: "1", node: "v20", started: "2026-01-01", ended: "2026-01-02" },
    ...more,
  });
  const failed = (message: string) => left({ status: "failed", message, made: undefined });
  const there = () => readSentinel(folder, "b".repeat(64));

  test("the first of two that are equal stands", () => {
    const first = leaveSentinel(folder, left());
    const { by } = left();
    expect(leaveSentinel(folder, left({ by: { ...by, host: "n2" } }))).toEqual(first);
    expect(there()).toEqual(first);
  });

  test("a difference is told, and stays told", () => {
    leaveSentinel(folder, left());
    const other = leaveSentinel(folder, left({}, "d".repeat(64)));
    expect(other).toMatchObject({ status: "differs", message: expect.stringMatching(/done twice, by n1 .* differs/) });
    leaveSentinel(folder, left());
    expect(there()).toMatchObject({ status: "differs" });
  });

  test("what is done stays done though it fails afterwards, and not the other way round", () => {
    leaveSentinel(folder, failed("first"));
    leaveSentinel(folder, failed("second"));
    expect(there()!.message).toBe("second");
    leaveSentinel(folder, left());
    leaveSentinel(folder, failed("third"));
    expect(there()!.status).toBe("done");
  });

  test.each([
    ["no JSON", () => "{"],
    ["a way out of the folder", () => JSON.stringify(left({ made: { ...left().made!, folder: "../.." } }))],
    ["done, and nothing made", () => JSON.stringify({ ...left(), made: undefined })],
    ["of another task", () => JSON.stringify({ ...left(), key: "e".repeat(64) })],
  ])("what cannot be trusted was not left: %s", (_, text) => {
    leaveSentinel(folder, left());
    const path = join(folder, "tasks", "bb", `${"b".repeat(64)}.json`);
    writeFileSync(path, text());
    expect(there()).toBeUndefined();
  });
});

test.each([
  [{ SLURM_ARRAY_TASK_ID: "4", SLURM_ARRAY_JOB_ID: "12" }, 4, "slurm 12_4"],
  [{ SGE_TASK_ID: "4", JOB_ID: "12" }, 3, "sge 12_4"],
  [{ SGE_TASK_ID: "undefined" }, undefined, ""],
  [{ AWS_BATCH_JOB_ARRAY_INDEX: "0", AWS_BATCH_JOB_ID: "x:0" }, 0, "aws-batch x:0_0"],
  [{ JOB_COMPLETION_INDEX: "7", HOSTNAME: "pod-7" }, 7, "kubernetes pod-7_7"],
  [{}, undefined, ""],
])("an engine's array tells which task it is: %j", (environment, index, job) => {
  expect(indexOf(environment)).toBe(index);
  expect(jobOf(environment)).toBe(job);
});
