import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { mentions } from "../../data/mention.ts";
import { Trouble } from "../../data/trouble.ts";
import { exists, isFile } from "../files.ts";
import { RECORD } from "../portfolio/collect.ts";
import { places } from "../portfolio/places.ts";
import { readSentinel } from "../portfolio/sentinel.ts";
import { isNamed } from "./joined-rows.ts";
import type { Person } from "./person.ts";
import { runsNaming } from "./runs-naming.ts";

/** What the folder of a portfolio holds of a subject of a study. */
export interface InPortfolio {
  /** What the next call of the portfolio makes again without the subject. */
  readonly paths: readonly string[];
  /** Files that a person must see to. */
  readonly left: readonly string[];
}

/** @throws {Trouble} where the folder is none of a portfolio. */
export function demandPortfolio(folder: string): void {
  if (exists(join(folder, "plans"))) return;
  const text = "is no folder of a portfolio: it holds no plans.";
  throw new Trouble([{ code: "no-plans", file: folder, text }]);
}

/**
 * Looks for a subject in runs, in what tasks left behind, in their parts of the joined tables, and in results that were
 * joined of such parts. Nothing may be at work on the portfolio meanwhile.
 */
export async function heldByPortfolio(person: Person, study: string, place: string): Promise<InPortfolio> {
  const folder = resolve(place);
  const runs = runsNaming(person, { out: places.runs(folder), runs: [], name: study });
  const gone = new Set(runs.map((run) => basename(run)));
  const parts = await partsNaming(person, study, folder);
  const keys = new Set(parts.map((part) => basename(part)));
  const tasks = filesBelow(join(folder, "tasks")).filter((path) => {
    const key = basename(path, ".json");
    const { made } = readSentinel(folder, key) ?? {};
    return keys.has(key) || gone.has(made?.folder ?? "") || mentions(readFileSync(path), person.names);
  });
  const results: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (exists(join(path, RECORD)) && (await isAmong(filesBelow(path), person, study))) results.push(path);
  }
  const others = [...filesIn(folder), ...filesBelow(places.logs(folder))];
  const left = others.filter((path) => mentions(readFileSync(path), person.names)).map((path) => `${path} names it`);
  return { paths: [...runs, ...parts, ...tasks, ...results], left };
}

/** Folders of the parts that name a person; and what tasks were writing when they were killed, which cannot be read. */
async function partsNaming(person: Person, study: string, folder: string): Promise<string[]> {
  const found = new Set<string>();
  for (const path of filesBelow(join(folder, "parts")))
    if (!path.endsWith(".parquet") || (await isAmong([path], person, study))) found.add(dirname(path));
  return [...found];
}

/** Whether one of the files names a person: a Parquet by its rows, any other by its text. */
async function isAmong(paths: readonly string[], { names }: Person, study: string): Promise<boolean> {
  for (const path of paths) {
    const is = path.endsWith(".parquet")
      ? await isNamed(path, study, new Set(names))
      : mentions(readFileSync(path), names);
    if (is) return true;
  }
  return false;
}

function filesIn(folder: string, recursive = false): string[] {
  if (!exists(folder)) return [];
  const names = readdirSync(folder, { recursive, encoding: "utf8" });
  return names
    .map((name) => join(folder, name))
    .filter(isFile)
    .sort();
}

const filesBelow = (folder: string) => filesIn(folder, true);
