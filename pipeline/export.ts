import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Trouble } from "../data/trouble.ts";
import type { FormName } from "../reports/forms/form.ts";
import { forms } from "../reports/forms/index.ts";
import { MAKING } from "./made-folder.ts";
import { PROVENANCE } from "./run-folder.ts";
import { runFolderOf } from "./run-record.ts";
import { readRunTables } from "./run-tables.ts";

/** What an export wrote. */
export interface Exported {
  /** The files in the order they were written. */
  readonly files: readonly string[];
  /** The same files were there already. */
  readonly before: boolean;
}

/**
 * Writes the tables of a run in another form, beside their place and renamed when they are complete.
 *
 * @param out the folder, or, for a form of one file, the file; by default it is named for the run, in the current folder.
 * @throws {Trouble} when the folder is no run or was changed, the form cannot hold it, or other files are there already.
 */
export async function exportRun(path: string, as: FormName, out?: string): Promise<Exported> {
  const form = forms[as];
  const run = readRunTables(path);
  const place = out ?? `${basename(resolve(runFolderOf(path)))}${form.ending ?? `-${as}`}`;
  outsideRuns(place);
  const beside = dirname(resolve(place));
  let making: string;
  try {
    mkdirSync(beside, { recursive: true });
    making = mkdtempSync(join(beside, MAKING));
  } catch (error) {
    throw unwritable(place, `cannot be written: ${(error as Error).message}.`);
  }
  try {
    const files: string[] = [];
    for await (const { file, bytes } of form.write(run)) {
      if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(file)) throw new Error(`${as} names a file ${file}`);
      writeBytes(join(making, file), bytes);
      files.push(file);
    }
    return form.ending === undefined ? placeFolder(making, place, files) : placeFile(making, place, files);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** A run's folder holds the run's files alone, or verify finds it changed. */
function outsideRuns(place: string): void {
  for (let folder = resolve(place); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, PROVENANCE)))
      throw unwritable(place, "is in a run's folder, which stays as the run wrote it.");
}

function writeBytes(path: string, pieces: Iterable<Uint8Array>): void {
  const file = openSync(path, "wx");
  try {
    for (const bytes of pieces) for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function placeFolder(making: string, place: string, files: readonly string[]): Exported {
  const told = files.map((file) => join(place, file));
  if (existsSync(place)) {
    if (!statSync(place).isDirectory()) throw taken(place, "is a file, and the form is a folder of files.");
    const there = readdirSync(place);
    if (there.length === files.length && files.every((file) => equal(join(making, file), join(place, file))))
      return { files: told, before: true };
    if (there.length > 0) throw taken(place, "is there already and holds something else.");
    rmdirSync(place);
  }
  chmodSync(making, 0o777 & ~process.umask());
  renameSync(making, place);
  return { files: told, before: false };
}

function placeFile(making: string, place: string, [file]: readonly string[]): Exported {
  const made = join(making, file!);
  const before = existsSync(place);
  if (before && !equal(made, place)) throw taken(place, "is there already and holds something else.");
  if (!before) renameSync(made, place);
  return { files: [place], before };
}

function equal(one: string, two: string): boolean {
  const size = (path: string) => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() ? found.size : undefined;
  };
  return size(one) !== undefined && size(one) === size(two) && readFileSync(one).equals(readFileSync(two));
}

function unwritable(file: string, text: string): Trouble {
  return new Trouble([{ code: "out-unwritable", file, text }]);
}

function taken(file: string, text: string): Trouble {
  return new Trouble([{ code: "out-taken", file, text }]);
}
