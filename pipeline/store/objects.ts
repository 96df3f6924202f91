import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Trouble } from "../../data/trouble.ts";
import type { Disk } from "./disk.ts";

/** The bytes of every upload, by their SHA-256; what is in is never changed. */
export class Objects {
  constructor(
    private readonly disk: Disk,
    private readonly folder: string,
    /** Where else bytes are read from. */
    private readonly behind?: string,
  ) {}

  /** Keeps bytes, and tells their hash. Bytes that are there already are left as they are, unless they were damaged. */
  put(bytes: Uint8Array): string {
    const sha256 = hashOf(bytes);
    const path = this.path(sha256);
    // A process may have been killed before the name of what it wrote was on the disk.
    if (this.holds(path, sha256)) this.disk.sync(dirname(path));
    else this.disk.write(path, bytes);
    return sha256;
  }

  /** @throws {Trouble} when they are gone, cannot be read, or no longer have their hash. */
  get(sha256: string): Buffer {
    let path = this.path(sha256);
    if (this.behind !== undefined && !existsSync(path)) path = this.path(sha256, this.behind);
    if (!existsSync(path)) throw damaged(path, "is not there.");
    const bytes = read(path);
    if (hashOf(bytes) !== sha256) throw damaged(path, "no longer holds the bytes of its name.");
    return bytes;
  }

  has(sha256: string): boolean {
    return existsSync(this.path(sha256));
  }

  remove(sha256: string): void {
    if (this.has(sha256)) this.disk.remove(this.path(sha256));
  }

  private holds(path: string, sha256: string): boolean {
    try {
      return existsSync(path) && hashOf(readFileSync(path)) === sha256;
    } catch {
      // What cannot be read is written anew.
      return false;
    }
  }

  private path(sha256: string, folder = this.folder): string {
    return join(folder, sha256.slice(0, 2), sha256);
  }
}

export function hashOf(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw damaged(path, `cannot be read: ${(error as Error).message}.`);
  }
}

function damaged(file: string, text: string): Trouble {
  return new Trouble([{ code: "store-damaged", file, text }]);
}
