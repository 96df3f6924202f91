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
    yield* decoded(this.chunks());
  }

  private *chunks(): Generator<Uint8Array> {
    const hash = createHash("sha256");
    for (const bytes of chunksOf(this.path)) {
      hash.update(bytes);
      yield bytes;
    }
    if (hash.digest("hex") !== this.of.sha256) throw this.broken("is not what the run wrote: it was changed since.");
  }

  private broken(text: string): Trouble {
    return new Trouble([{ code: "run-broken", file: join(this.folder, `${this.of.name}.csv`), text }]);
  }
}

/** The bytes of a file piece by piece, in the same room; each is valid until the next. */
export function* chunksOf(path: string, room: Uint8Array = Buffer.allocUnsafeSlow(CHUNK)): Generator<Uint8Array> {
  const file = openSync(path, "r");
  try {
    for (let length = readSync(file, room); length > 0; length = readSync(file, room)) yield room.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** Many small files are weighed one after the other. */
let scales: Uint8Array | undefined;

/** How many bytes a file has, and their SHA-256, however many there are. */
export function weighed(path: string): { readonly bytes: number; readonly sha256: string } {
  const hash = createHash("sha256");
  let bytes = 0;
  scales ??= Buffer.allocUnsafeSlow(CHUNK);
  for (const chunk of chunksOf(path, scales)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** The text of a file piece by piece, a byte order mark and all. */
export function textsOf(path: string): Generator<string> {
  return decoded(chunksOf(path), { ignoreBOM: true });
}

function* decoded(chunks: Iterable<Uint8Array>, options: TextDecoderOptions = {}): Generator<string> {
  const decoder = new TextDecoder("utf-8", options);
  for (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
}
