import { createHash } from "node:crypto";
import { accessSync, closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import type { Input } from "../data/provenance.ts";
import { listing, type Problem, Trouble, Troubles } from "../data/trouble.ts";
import { containerOf } from "./containers/container.ts";
import { tooLarge } from "./containers/limits.ts";

/** @throws {Trouble} when no file fits the globs and some are demanded. */
export function findExports(folder: string, exports: readonly string[], demanded = true): string[] {
  const files = exportFiles(folder, exports);
  if (files.length === 0 && demanded) {
    const text = `no file fits ${listing(exports)} in ${folder}.`;
    throw new Trouble([{ code: "no-exports", file: "study.yaml", column: "exports", text }]);
  }
  return files;
}

/** The files that fit the globs, in the order of their names. */
export function exportFiles(folder: string, exports: readonly string[]): string[] {
  return globSync([...exports], { cwd: folder, onlyFiles: false, expandDirectories: false })
    .filter((file) => !file.endsWith("/"))
    .sort();
}

/** @throws {Trouble} for every file that is not there or may not be read, all at once. */
export function demand(folder: string, files: readonly string[]): void {
  const troubles = new Troubles();
  for (const file of files) {
    try {
      accessSync(join(folder, file), constants.R_OK);
    } catch (error) {
      troubles.add(unreadable(file, error));
    }
  }
  troubles.stop();
}

/**
 * Looks at the beginning of each file: whether one of them is a workbook, an archive, or compressed.
 *
 * @throws {Trouble} for every file that cannot be read, all at once.
 */
export function holdContainer(folder: string, files: readonly string[]): boolean {
  const troubles = new Troubles();
  const first = new Uint8Array(4);
  let found = false;
  for (const file of files) {
    try {
      const open = openSync(join(folder, file), "r");
      try {
        const length = readSync(open, first, 0, first.length, 0);
        if (containerOf(first.subarray(0, length)) !== undefined) found = true;
      } finally {
        closeSync(open);
      }
    } catch (error) {
      troubles.add(unreadable(file, error));
    }
  }
  troubles.stop();
  return found;
}

export function readInput(folder: string, file: string, most?: number): Buffer {
  return new FileReader().read(folder, file, most);
}

/** Reads files one after the other into the same memory: what was read is valid until the next file is. */
export class FileReader {
  private room = Buffer.alloc(0);

  /** @throws {Trouble} when the file cannot be read, or has more bytes than `most`. */
  read(folder: string, file: string, most = Number.POSITIVE_INFINITY): Buffer {
    let open: number | undefined;
    try {
      open = openSync(join(folder, file), "r");
      const { size } = fstatSync(open);
      const refusal = tooLarge(size, most);
      if (refusal) throw new Trouble([{ code: "file-broken", file, text: `${refusal}.` }]);
      if (this.room.length <= size) this.room = Buffer.allocUnsafeSlow(size + (size >> 1) + 1);
      let length = 0;
      // A file that gives less than was asked for has no more to give: there is always room for one byte beyond its size.
      for (let asked = 0, got = 0; got === asked; length += got) {
        if (length === this.room.length) this.room = Buffer.concat([this.room], 2 * length);
        asked = this.room.length - length;
        got = readSync(open, this.room, length, asked, null);
      }
      return this.room.subarray(0, length);
    } catch (error) {
      throw error instanceof Trouble ? error : new Trouble([unreadable(file, error)]);
    } finally {
      if (open !== undefined) closeSync(open);
    }
  }
}

export function unreadable(file: string, error: unknown): Problem {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return { code: "file-unreadable", file, text: `${reasons[code] ?? `cannot be read: ${message}`}.` };
}

/** What the system's codes mean. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: "is not there",
  EACCES: "may not be read: permission is denied",
  EPERM: "may not be read: permission is denied",
  EISDIR: "is a folder; a file was expected",
};

export function inputOf(path: string, bytes: Uint8Array): Input {
  return { path, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

export function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A file stands where a folder of the path should be.
    return false;
  }
}

export function isFile(path: string): boolean {
  return exists(path) && statSync(path).isFile();
}
