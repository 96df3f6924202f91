import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sentinel } from "../data/portfolio.ts";
import { leaveSentinel } from "../pipeline/portfolio/sentinel.ts";
import { cli, makeStudy } from "./portfolio-made.ts";

// A subject who withdraws is taken out of the results of a portfolio; another study's subject of the same id stays.

const root = mkdtempSync(join(tmpdir(), "deltact-forget-portfolio-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const studies = join(root, "studies");
const alpha = join(studies, "alpha");
const out = join(root, "out");
let subject: string;

function deltact(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8", cwd: root });
  return { status, stdout, stderr };
}
const portfolio = (...more: string[]) => deltact("portfolio", studies, "--out", out, ...more);
const forget = (...more: string[]) => deltact("forget", subject, "--study", alpha, "--portfolio", out, ...more);
const filesBelow = (folder: string) => (readdirSync(folder, { recursive: true }) as string[]).sort();

/** The studies whose rows of any Parquet below the folder name the subject. */
async function studiesNaming(): Promise<string[]> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const found = new Set<string>();
  for (const table of ["expression", "change"]) {
    const of = `read_parquet('${out}/**/${table}.parquet')`;
    const rows = await connection.runAndReadAll(`SELECT DISTINCT study FROM ${of} WHERE subject = '${subject}'`);
    for (const [study] of rows.getRowsJson()) found.add(String(study));
  }
  connection.closeSync();
  return [...found].sort();
}

beforeAll(() => {
  makeStudy(alpha, "alpha", 1);
  makeStudy(join(studies, "beta"), "beta", 1);
  const done = portfolio();
  expect(done.status, done.stderr).toBe(0);
  const path = join(alpha, "subjects.csv");
  const rows = readFileSync(path, "utf8");
  const named = new Set(readFileSync(join(alpha, "samples.csv"), "utf8").match(/INO-\d+/g));
  subject = [...named].find((one) => new RegExp(`^${one},yes,no,`, "m").test(rows))!;
  writeFileSync(path, rows.replace(new RegExp(`^(${subject},yes),no,`, "m"), "$1,yes,"));
});

test("it is told what would go, and nothing is done", async () => {
  const before = filesBelow(out);
  const { status, stderr } = forget();
  expect(status).toBe(1);
  expect(stderr).toMatch(/No uploads were looked through: there is no store in .*alpha\/store\./);
  expect(stderr).toMatch(/out\/runs\/alpha-[0-9a-f]{12}: would be taken away\./);
  expect(stderr).toMatch(/out\/parts\/[0-9a-f]{2}\/[0-9a-f]{64}: would be taken away\./);
  expect(stderr).toMatch(/out\/tasks\/[0-9a-f]{2}\/[0-9a-f]{64}\.json: would be taken away\./);
  expect(stderr).toMatch(/out\/\S+-[0-9a-f]{12}: would be taken away\./);
  expect(stderr).not.toMatch(/beta/);
  expect(filesBelow(out)).toEqual(before);
  expect(await studiesNaming()).toEqual(["alpha", "beta"]);
});

test("what names it goes, whatever wrote it; the other study stays; the next call makes the results without it", async () => {
  // What is told of a failure names subjects too; what a killed task was writing cannot be read; a log is a person's to see to.
  const by = { host: "h", job: "", version: "v", node: "n", started: "s", ended: "e" };
  const failed: Sentinel = { key: "f".repeat(64), study: "alpha", status: "failed", message: `${subject} twice`, by };
  leaveSentinel(out, failed);
  const killed = join(out, "parts", "00", "0".repeat(64));
  mkdirSync(killed, { recursive: true });
  writeFileSync(join(killed, "change.parquet.host.1.tmp"), "PAR1");
  mkdirSync(join(out, "logs"));
  appendFileSync(join(out, "logs", "1_0.log"), `read ${subject}\n`);

  const { status, stderr } = forget("--yes");
  expect(status).toBe(1);
  expect(stderr).toMatch(/Left to you: .*logs\/1_0\.log names it\./);
  expect(stderr).toMatch(/Left to you: cards\/EX\d+\.txt in the study's folder holds wells of it\./);
  expect(existsSync(killed)).toBe(false);
  expect(existsSync(join(out, "tasks", "ff", `${failed.key}.json`))).toBe(false);
  expect(readdirSync(join(out, "runs")).map((run) => run.split("-")[0])).toEqual(["beta"]);
  expect(await studiesNaming()).toEqual(["beta"]);
  expect(filesBelow(out).filter((path) => basename(path) === "portfolio.json")).toEqual([]);

  rmSync(join(out, "logs"), { recursive: true });
  const again = portfolio("--resume");
  expect(again.status, again.stderr).toBe(0);
  expect(again.stderr).toMatch(/1 of 2 studies are done already/);
  expect(await studiesNaming()).toEqual(["beta"]);
  const last = forget().stderr;
  expect(last).toMatch(/Left to you: cards/);
  expect(last).not.toMatch(/taken away|names it|--yes/);
});

test("while a call is at work on the portfolio, nothing is taken away", () => {
  const name = join(out, "at-work.json");
  writeFileSync(name, JSON.stringify({ host: "elsewhere", process: 1, since: "2026-01-01T00:00:00.000Z" }));
  const before = filesBelow(out);
  expect(forget("--yes")).toMatchObject({ status: 75, stderr: expect.stringContaining("Another call is at work") });
  expect(filesBelow(out)).toEqual(before);
  rmSync(name);
});

test("a folder that is none of a portfolio is refused", () => {
  const { status, stderr } = deltact("forget", subject, "--study", alpha, "--portfolio", studies);
  expect(status).toBe(1);
  expect(stderr).toMatch(/studies: is no folder of a portfolio: it holds no plans\.\n.*\[no-plans\]/s);
});
