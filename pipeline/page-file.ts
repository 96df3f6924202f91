import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Trouble } from "../data/trouble.ts";
import { MAKING } from "./made-folder.ts";
import { PROVENANCE } from "./run-folder.ts";

/**
 * Writes a page beside its place and renames it: it is whole or as it was before.
 *
 * @throws {Trouble} when it cannot be written, or would stand in a run's folder.
 */
export function writePage(path: string, html: string): void {
  const folder = dirname(resolve(path));
  if (existsSync(join(folder, PROVENANCE)))
    throw unwritable(path, "is in a run's folder, which stays as the run wrote it.");
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw unwritable(path, "is a folder.");
  let making: string | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    making = mkdtempSync(join(folder, MAKING));
    const made = join(making, "page.html");
    writeFileSync(made, html, { flush: true });
    renameSync(made, path);
  } catch (error) {
    throw unwritable(path, `cannot be written: ${(error as Error).message}.`);
  } finally {
    if (making) rmSync(making, { recursive: true, force: true });
  }
}

function unwritable(file: string, text: string): Trouble {
  return new Trouble([{ code: "out-unwritable", file, text }]);
}
