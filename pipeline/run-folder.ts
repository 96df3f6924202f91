import { createHash } from "node:crypto";
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
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import type { Table } from "../data/table.ts";
import { Trouble } from "../data/trouble.ts";
import type { Wells } from "../data/well.ts";
import { rdesFiles } from "../reports/rdes.ts";
import { writeCsv } from "../reports/table.ts";

/** The one file of a run that holds times; the others of two runs of the same inputs are equal to the byte. */
export const PROVENANCE = "provenance.json";

export const REPORT = "report.html";

/** How the folder of a run that is not complete begins; it is hidden. */
export const MAKING = ".deltact-";

/** A folder that nobody has written to for a day was left by a run that was killed: no run takes so long. */
const FORGOTTEN_MS = 24 * 60 * 60 * 1000;

/**
 * A run's folder while it is written: beside its final place under a hidden name, and renamed when it is complete, so that
 * a run folder is whole or absent.
 */
export class RunFolder {
  private readonly making: string;

  constructor(private readonly out: string) {
    try {
      mkdirSync(out, { recursive: true });
      sweep(out);
      this.making = mkdtempSync(join(out, MAKING));
    } catch (error) {
      const text = `cannot be written to: ${(error as Error).message}.`;
      throw new Trouble([{ code: "out-unwritable", file: out, text }]);
    }
    chmodSync(this.making, 0o777 & ~process.umask());
  }

  /** Writes `<name>.csv` and tells its rows and hash. */
  table(name: string, table: Table): { readonly name: string; readonly rows: number; readonly sha256: string } {
    const hash = createHash("sha256");
    const file = openSync(join(this.making, `${name}.csv`), "wx");
    try {
      const { rows } = writeCsv(table, (bytes) => {
        hash.update(bytes);
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      });
      fsyncSync(file);
      return { name, rows, sha256: hash.digest("hex") };
    } finally {
      closeSync(file);
    }
  }

  /** Writes the wells of each card as a spreadsheet of RDES, and tells the files. */
  rdes(wells: Wells): { readonly file: string; readonly rows: number; readonly sha256: string }[] {
    const told = Array.from(rdesFiles(wells), ({ file, rows, text }) => {
      writeFileSync(join(this.making, file), text);
      return { file, rows, sha256: sha256(text) };
    });
    // A disk is sooner done with all of them together than with one after the other.
    for (const { file } of told) sync(join(this.making, file));
    return told;
  }

  /** Writes a text and tells its hash. */
  text(name: string, text: string): { readonly sha256: string } {
    writeFileSync(join(this.making, name), text, { flush: true });
    return { sha256: sha256(text) };
  }

  /**
   * Puts the folder in its place. If a run of the same name is there already, it stays, and this one is taken away.
   *
   * @throws {Error} when the run that is there differs: the same inputs, settings and version gave other numbers.
   */
  publish(name: string): { readonly path: string; readonly before: boolean } {
    const path = join(this.out, name);
    if (existsSync(path)) {
      const other = differing(path, this.making);
      if (other)
        throw new Error(`${join(path, other)} differs from what the same inputs, settings and version give now`);
      this.discard();
      sync(this.out);
      return { path, before: true };
    }
    sync(this.making);
    renameSync(this.making, path);
    sync(this.out);
    return { path, before: false };
  }

  discard(): void {
    rmSync(this.making, { recursive: true, force: true });
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What a file holds is on the disk then; and names are when their folder is. */
function sync(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Takes away what killed runs left behind. Of two runs that sweep at once, one finds the folder gone. */
function sweep(out: string): void {
  for (const name of readdirSync(out)) {
    if (!name.startsWith(MAKING)) continue;
    const path = join(out, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > FORGOTTEN_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** The first file that two runs do not have alike; undefined where there is none. */
function differing(one: string, two: string): string | undefined {
  const files = new Set([...readdirSync(one), ...readdirSync(two)]);
  files.delete(PROVENANCE);
  return [...files].sort().find((file) => {
    const [a, b] = [join(one, file), join(two, file)];
    return !existsSync(a) || !existsSync(b) || !readFileSync(a).equals(readFileSync(b));
  });
}

/** A name of a folder made of any text: letters, digits, dots and dashes. */
export function folderName(study: string, run: string): string {
  const slug = basename(study)
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${slug || "study"}-${run.slice(0, 12)}`;
}
