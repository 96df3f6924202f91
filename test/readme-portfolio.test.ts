import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPortfolio } from "../pipeline/portfolio/portfolio-file.ts";
import { cli, makeStudy } from "./portfolio-made.ts";

const readme = readFileSync("README.md", "utf8");
const section = readme.slice(readme.indexOf("## Many studies"), readme.indexOf("## The tables"));
const blocks = (language: string) =>
  [...section.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))].map((match) => match[1]!);
const folder = mkdtempSync(join(tmpdir(), "deltact-readme-portfolio-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rowsOf = async (sql: string, before = "") => {
  const database = await (await DuckDBInstance.create(":memory:")).connect();
  if (before) await database.run(before);
  return (await database.runAndReadAll(sql)).getRowObjectsJson() as Record<string, string | number>[];
};

beforeAll(() => {
  for (const at of [1, 2, 3]) makeStudy(join(folder, "studies", `s${at}`), `study ${at}`, at);
});

test("the commands and queries do what they say", async () => {
  let page = "";
  for (const line of blocks("sh")[0]!.trim().split("\n")) {
    const words = line.replace(/#.*/, "").trim().split(" ").slice(1);
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { cwd: folder, encoding: "utf8" });
    expect(status, stderr).toBe(0);
    page = stdout.trim();
  }
  const [one, all] = blocks("sql").map((sql) => sql.replaceAll("results/studies-1a2b3c4d5e6f", join(page, "..")));
  const gene = await rowsOf(one!);
  expect(gene.map(({ study }) => study)).toEqual(["study 1", "study 2", "study 3"]);
  // Planted in every study of the example: one cycle at least.
  for (const { mean_log2_change } of gene) expect(Number(mean_log2_change)).toBeGreaterThan(0.5);
  const genes = await rowsOf(all!);
  expect(genes.find((row) => row.gene === "CDKN1A" && row.contrast === "acute-d1")).toMatchObject({ studies: "3" });
}, 120_000);

interface Case {
  readonly name: string;
  readonly input: { readonly studies: readonly (readonly number[])[] };
  readonly result: Readonly<Record<string, number>>;
}

describe("the summary by random effects is that of R's metafor", () => {
  const { cases } = JSON.parse(readFileSync("test/reference/random-effects.json", "utf8")) as { cases: Case[] };

  test.each(cases)("$name", async ({ input, result }) => {
    const values = input.studies.flatMap((changes, study) =>
      changes.map((change) => `('acute', 'G', '${study}', CAST(${change} AS DOUBLE))`),
    );
    const made = `CREATE TABLE made AS SELECT * FROM (VALUES ${values.join(", ")}) AS t(contrast, gene, study, log2_change)`;
    const sql = blocks("sql")[1]!.replace(/'[^']+parquet'/, "made");
    const [row] = await rowsOf(sql, made);
    for (const [name, value] of Object.entries(result)) {
      const bound = 1e-9 * Math.max(1, Math.abs(value));
      expect(Math.abs(Number(row![name]) - value), `${name}: ${row![name]} against ${value}`).toBeLessThan(bound);
    }
  });
});

test("the portfolio.yaml of the README is valid", () => {
  writeFileSync(join(folder, "studies", "portfolio.yaml"), blocks("yaml")[0]!);
  const { name, studies, slurm, ledger } = readPortfolio(join(folder, "studies"));
  expect({ name, studies: studies.length, ledger }).toEqual({
    name: "ino",
    studies: 3,
    ledger: "postgresql://lab@db/deltact",
  });
  expect(slurm).toMatchObject({ partition: "short", time: "00:30:00", mem: "1G", options: ["--constraint=ssd"] });
});
