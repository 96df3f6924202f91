import { createHash } from "node:crypto";
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunIndex } from "../data/run-index.ts";
import { Trouble } from "../data/trouble.ts";
import { isRunsPage, runsHtml } from "../reports/runs.tsx";
import { type GatheredRun, indexRuns } from "../stages/run-index.ts";
import { exists, isFile } from "./files.ts";
import { writePage } from "./page-file.ts";
import { PROVENANCE } from "./run-folder.ts";
import { readRecord } from "./run-record.ts";

const INDEX = "index.html";

/** How often the index is written anew when others publish runs meanwhile. */
const TRIES = 20;

/**
 * Writes index.html over the runs in a folder. Of two processes that write at once, the later may know less: each looks
 * again after it has written, and writes again if runs came or went meanwhile.
 *
 * @throws {Trouble} when it cannot be written, or an index.html is there that is not ours.
 */
export function writeIndex(out: string): { readonly path: string; readonly runs: number } {
  const path = join(out, INDEX);
  if (exists(path) && !(isFile(path) && isRunsPage(readFileSync(path, "utf8"))))
    throw new Trouble([{ code: "index-foreign", file: path, text: "is there, and is no index of runs." }]);
  const read = new Map<string, Read>();
  for (let tries = 1; ; tries++) {
    const folders = runFolders(out);
    for (const folder of read.keys()) if (!folders.includes(folder)) read.delete(folder);
    for (const folder of folders) if (!read.has(folder)) read.set(folder, readRun(out, folder));
    writePage(path, runsHtml(indexOf([...read.values()])));
    if (tries === TRIES || runFolders(out).join("/") === folders.join("/")) return { path, runs: folders.length };
  }
}

/** Writes the index after a run, which stands whether or not it can be: gives why it could not. */
export function refreshIndex(out: string): string | undefined {
  try {
    writeIndex(out);
    return undefined;
  } catch (error) {
    if (error instanceof Trouble || (error instanceof Error && "syscall" in error)) return error.message;
    throw error;
  }
}

type Read = GatheredRun | RunIndex["unreadable"][number];

function indexOf(read: readonly Read[]): RunIndex {
  return indexRuns(
    read.filter((one) => "run" in one),
    read.filter((one) => "reason" in one),
  );
}

/** The folders that hold a provenance.json; hidden ones are being written. */
function runFolders(out: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(out, { withFileTypes: true });
  } catch (error) {
    throw new Trouble([{ code: "file-unreadable", file: out, text: `cannot be read: ${(error as Error).message}.` }]);
  }
  return entries
    .filter((entry) => !entry.name.startsWith(".") && (entry.isDirectory() || entry.isSymbolicLink()))
    .map(({ name }) => name)
    .filter((name) => isFile(join(out, name, PROVENANCE)))
    .sort();
}

function readRun(out: string, folder: string): Read {
  try {
    const { study, run, version, ended, headlines, inputs, settings } = readRecord(join(out, folder));
    return {
      ...{ folder, study, run, version, ended, headlines },
      whole: exists(join(out, folder, "report.html")),
      inputs: createHash("sha256").update(JSON.stringify(inputs)).digest("hex"),
      settings: new Map(settings.map(({ name, value }) => [name, value])),
    };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { folder, reason: error.problems[0]!.text };
  }
}
