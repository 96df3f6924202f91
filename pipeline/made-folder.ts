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
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Table } from "../data/table.ts";
import { Trouble } from "../data/trouble.ts";
import { writeCsv } from "../reports/table.ts";
import { weighed } from "./table-file.ts";

/** How the folder that is not complete begins; it is hidden. */
export const MAKING = ".deltact-";

/** A folder that nobody has written to for a day was left by a process that was killed: nothing takes so long. */
const FORGOTTEN_MS = 24 * 60 * 60 * 1000;

export interface MakingOptions {
  /** Take away what killed processes left behind in the folder above; it is looked through for that. */
  readonly sweep: boolean;
}

/**
 * A folder of results while it is written: beside its final place under a hidden name, and renamed when it is complete, so
 * that it is whole or absent.
 */
export class MadeFolder {
  protected readonly making: string;

  /** @param apart the one file that may differ between two of the same name, for it holds times. */
  constructor(
    private readonly out: string,
    private readonly apart: string,
    options: MakingOptions = { sweep: true },
  ) {
    try {
      mkdirSync(out, { recursive: true });
      if (options.sweep) sweep(out);
      this.making = mkdtempSync(join(out, MAKING));
    } catch (error) {
      const text = `cannot be written to: ${(error as Error).message}.`;
      throw new Trouble([{ code: "out-unwritable", file: out, text }]);
    }
    chmodSync(this.making, 0o777 & ~process.umask());
  }

  /** Writes `<name>.csv` and tells its rows and hash. */
  table(name: string, table: Table): { readonly name: string; readonly rows: number; readonly sha256: string } {
    let rows = 0;
    const { sha256 } = this.fill(`${name}.csv`, (put) => {
      ({ rows } = writeCsv(table, put));
    });
    return { name, rows, sha256 };
  }

  /** Writes a text and tells its hash. */
  text(name: string, text: string): { readonly sha256: string } {
    return this.fill(name, (put) => put(Buffer.from(text)));
  }

  /** Writes a file piece by piece, each before the next is asked for, and tells its hash. */
  pieces(name: string, pieces: Iterable<Uint8Array>): { readonly sha256: string } {
    return this.fill(name, (put) => {
      for (const bytes of pieces) put(bytes);
    });
  }

  private fill(name: string, write: (put: (bytes: Uint8Array) => void) => void): { readonly sha256: string } {
    const hash = createHash("sha256");
    const file = openSync(join(this.making, name), "wx");
    try {
      write((bytes) => {
        hash.update(bytes);
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      });
      fsyncSync(file);
      return { sha256: hash.digest("hex") };
    } finally {
      closeSync(file);
    }
  }

  /**
   * Puts the folder in its place. If one of the same name is there already, it stays, and this one is taken away.
   *
   * @throws {Trouble} when the one that is there differs: the same inputs, settings and version gave other numbers.
   */
  publish(name: string): { readonly path: string; readonly before: boolean } {
    const path = join(this.out, name);
    sync(this.making);
    const before = existsSync(path) || !moved(this.making, path);
    if (before) {
      const other = differing(path, this.making, this.apart);
      const text = "differs from what the same inputs, settings and version give now.";
      if (other) throw new Trouble([{ code: "run-differs", file: join(path, other), text }]);
      this.discard();
    }
    sync(this.out);
    return { path, before };
  }

  discard(): void {
    rmSync(this.making, { recursive: true, force: true });
  }
}

/** Gives a folder its name, where nobody else gave it to another meanwhile. */
function moved(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTEMPTY" || code === "EEXIST") return false;
    throw error;
  }
}

/** What a file holds is on the disk then; and names are when their folder is. */
export function sync(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Takes away what killed processes left behind. Of two that sweep at once, one finds the folder gone. */
export function sweep(out: string): void {
  for (const name of readdirSync(out)) {
    if (!name.startsWith(MAKING)) continue;
    const path = join(out, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > FORGOTTEN_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** The first file that two folders do not have alike; undefined where there is none. */
function differing(one: string, two: string, apart: string): string | undefined {
  const files = new Set([...readdirSync(one), ...readdirSync(two)]);
  files.delete(apart);
  return [...files].sort().find((file) => {
    const [a, b] = [join(one, file), join(two, file)];
    return !existsSync(a) || !existsSync(b) || weighed(a).sha256 !== weighed(b).sha256;
  });
}
