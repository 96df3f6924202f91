import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { faults } from "../data/example/faults/index.ts";
import { exampleStudy } from "../data/example/study.ts";
import { rowsOf } from "../data/table.ts";
import { run } from "../pipeline/run.ts";
import { checks } from "../stages/checks/index.ts";

// Each check must speak of its fault, planted in a study that has no other, and no other check may speak above a note.

const root = mkdtempSync(join(tmpdir(), "deltact-planted-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The checks that speak above a note of the study with a fault. */
async function spoken(fault: string): Promise<string[]> {
  const folder = join(root, fault);
  for (const { path, text } of exampleStudy({ fault })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { table } = await run(folder, { until: "quality" });
  const speaking = [...rowsOf(table("quality"))].filter(({ level }) => level !== "note");
  return [...new Set(speaking.map(({ check }) => String(check)))].sort();
}

test("of a study without a fault none speaks above a note", async () => {
  expect(await spoken("none")).toEqual([]);
});

test.for(faults.map(({ name }) => name))("%s speaks of its fault, and it alone", async (name) => {
  expect(await spoken(name)).toEqual([name]);
});

/** Checks that have notes alone to say. */
const quiet: readonly string[] = ["instrument-flag", "gdna-prone"];

test("every check has its fault", () => {
  const names = checks.map(({ name }) => name).filter((name) => !quiet.includes(name));
  expect(faults.map(({ name }) => name).sort()).toEqual(names.sort());
});
