import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PortfolioLedger } from "../pipeline/portfolio/ledger/portfolio-ledger.ts";
import { openPostgres } from "../pipeline/portfolio/ledger/postgres.ts";
import type { Sql } from "../pipeline/portfolio/ledger/sql.ts";
import { openSqlite } from "../pipeline/portfolio/ledger/sqlite.ts";
import { readPortfolio } from "../pipeline/portfolio/portfolio-file.ts";
import { claimed } from "./claims-made.ts";
import { cli, makeStudy } from "./portfolio-made.ts";
import { hasPostgres, Postgres } from "./postgres.ts";

// CI installs PostgreSQL, and there a missing one is a failure.
test.runIf(process.env.CI)("PostgreSQL is here", () => expect(hasPostgres).toBe(true));

const root = mkdtempSync(join(tmpdir(), "deltact-ledger-"));
// PostgreSQL's own user must get through to its folder.
chmodSync(root, 0o755);
const child = join(root, "claim-child.mjs");
let server: Postgres | undefined;
beforeAll(async () => {
  // The package that is machine code is found beside the bundle.
  symlinkSync(new URL("../node_modules", import.meta.url).pathname, join(root, "node_modules"));
  await build({
    entryPoints: [new URL("claim-child.ts", import.meta.url).pathname],
    outfile: child,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["pg-native", "libsql"],
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
    define: { DELTACT_VERSION: '"0"' },
    logLevel: "error",
  });
  if (hasPostgres) server = new Postgres(join(root, "postgres"));
});
afterAll(() => {
  server?.stop();
  rmSync(root, { recursive: true, force: true });
});

const PROCESSES = 4;
const TASKS = 2000;

const kinds: readonly { kind: string; place: () => string; open: (place: string) => Promise<Sql> }[] = [
  { kind: "SQLite", place: () => join(root, "ledger.sqlite"), open: openSqlite },
  ...(hasPostgres ? [{ kind: "PostgreSQL", place: () => server!.address, open: openPostgres }] : []),
];

describe.each(kinds)("a portfolio's ledger in $kind", ({ place, open }) => {
  test(`${PROCESSES} processes claim ${TASKS} tasks each, and each task is claimed once`, async () => {
    const claims = Array.from({ length: PROCESSES }, (_, who) => {
      const process_ = spawn(process.execPath, [child, place(), String(who), String(TASKS)]);
      let [told, said] = ["", ""];
      process_.stdout.on("data", (text) => {
        told += text;
      });
      process_.stderr.on("data", (text) => {
        said += text;
      });
      return new Promise<number[]>((settle, fail) =>
        process_.on("close", (code) => (code === 0 ? settle(JSON.parse(told)) : fail(new Error(said)))),
      );
    });
    const own = await Promise.all(claims);
    expect(own.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: TASKS }, (_, at) => at));
    const sql = await open(place());
    const [row] = await sql.rows("SELECT count(*) AS n FROM portfolio_tasks");
    expect(Number(row!.n)).toBe(TASKS);
    await sql.close();
  });

  test("a task that gave something else before is told", async () => {
    const sql = await open(place());
    const ledger = await PortfolioLedger.of(sql, () => new Date(0));
    const { task, outcome } = claimed(1);
    await ledger.claim(task, outcome);
    expect(await ledger.claim(task, outcome)).toBe(false);
    const { sentinel } = claimed(1).outcome;
    const other = { ...sentinel, made: { ...sentinel.made!, run: "f".repeat(64) } };
    await expect(ledger.claim(task, { ...outcome, sentinel: other })).rejects.toMatchObject({
      problems: [{ code: "ledger-differs" }],
    });
    await sql.close();
  });

  test("collect writes down what was done, and again writes nothing", async () => {
    const folder = mkdtempSync(join(root, "portfolio-"));
    for (const at of [1, 2]) makeStudy(join(folder, "studies", `s${at}`), `s-${at}`, at);
    mkdirSync(join(folder, "studies", "s3"));
    writeFileSync(join(folder, "studies", "s3", "study.yaml"), "");
    writeFileSync(join(folder, "studies", "portfolio.yaml"), `ledger: ${JSON.stringify(place())}\n`);
    const deltact = (...words: string[]) => spawnSync(process.execPath, [cli, ...words], { encoding: "utf8" });
    const all = deltact("portfolio", join(folder, "studies"), "--out", join(folder, "out"));
    expect(all.status, all.stderr).toBe(5);
    const again = deltact("portfolio", join(folder, "studies"), "--out", join(folder, "out"), "--resume");
    expect(again.status, again.stderr).toBe(5);
    const sql = await open(place());
    const id = all.stdout.trim().split("/").at(-2)!.slice(-12);
    const results = await sql.rows("SELECT portfolio, studies, done FROM portfolio_results WHERE id = ?", [id]);
    expect(results).toEqual([{ portfolio: "studies", studies: 3, done: 2 }]);
    const studies = await sql.rows("SELECT study, status FROM portfolio_studies WHERE id = ? ORDER BY study", [id]);
    expect(studies.map(({ study, status }) => [study, status])).toEqual([
      ["s-1", "done"],
      ["s-2", "done"],
      ["s3", "failed"],
    ]);
    const tasks = await sql.rows("SELECT study FROM portfolio_tasks WHERE study LIKE 's-%' ORDER BY study");
    expect(tasks.map(({ study }) => study)).toEqual(["s-1", "s-2"]);
    await sql.close();
  });
});

test("a ledger that cannot be reached is told, and the results stand", () => {
  const folder = mkdtempSync(join(root, "portfolio-"));
  makeStudy(join(folder, "studies", "s1"), "s-1", 1);
  writeFileSync(join(folder, "studies", "portfolio.yaml"), `ledger: "postgresql://nobody@127.0.0.1:1/none"\n`);
  const words = ["portfolio", join(folder, "studies"), "--out", join(folder, "out")];
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8" });
  expect(status).toBe(1);
  expect(stdout).toMatch(/index\.html\n$/);
  expect(stderr).toMatch(
    /1 of 1 studies are done.*postgresql:\/\/nobody@127\.0\.0\.1:1\/none: cannot be written: .*ECONNREFUSED.*\[ledger-unusable\]/s,
  );
});

test("a password does not stand in portfolio.yaml, and is not repeated", () => {
  const folder = mkdtempSync(join(root, "portfolio-"));
  makeStudy(join(folder, "s1"), "s-1", 1);
  writeFileSync(join(folder, "portfolio.yaml"), `ledger: "postgresql://me:secret@host/db"\n`);
  expect(() => readPortfolio(folder)).toThrow(/ledger: what is there is not .* without a password/);
  expect(() => readPortfolio(folder)).not.toThrow(/secret/);
});
