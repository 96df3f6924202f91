import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { recordsOf } from "../data/csv.ts";
import type { Provenance } from "../data/provenance.ts";
import { Trouble } from "../data/trouble.ts";
import { exists } from "./files.ts";

const CHUNK = 1 << 20;

/** A table in a run folder, read piece by piece; when its end is reached it must be what the run wrote. */
export class TableFile {
  private readonly path: string;

  /** @throws {Trouble} when the file is not there. */
  constructor(
    private readonly folder: string,
    private readonly of: Provenance["tables"][number],
  ) {
    this.path = join(folder, `${of.name}.csv`);
    if (!exists(this.path)) throw this.broken("is not there, and the run wrote it.");
  }

  /** The records of the table as they are written, the head first. */
  records(): Generator<string> {
    return recordsOf(this.texts());
  }

  /** @throws {Trouble} when the file is not what the run wrote. */
  verify(): void {
    for (const _ of this.chunks());
  }

  private *texts(): Generator<string> {
    const decoder = new TextDecoder();
    for (const chunk of this.chunks()) yield decoder.decode(chunk, { stream: true });
  }

  private *chunks(): Generator<Uint8Array> {
    const hash = createHash("sha256");
    const room = Buffer.allocUnsafeSlow(CHUNK);
    const file = openSync(this.path, "r");
    try {
      for (let length = readSync(file, room); length > 0; length = readSync(file, room)) {
        const bytes = room.subarray(0, length);
        hash.update(bytes);
        yield bytes;
      }
    } finally {
      closeSync(file);
    }
    if (hash.digest("hex") !== this.of.sha256) throw this.broken("is not what the run wrote: it was changed since.");
  }

  private broken(text: string): Trouble {
    return new Trouble([{ code: "run-broken", file: join(this.folder, `${this.of.name}.csv`), text }]);
  }
}
