import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KeptExport } from "../../data/export.ts";
import { decodeExtract, encodeExtract, extractOf } from "../extract-file.ts";
import { version } from "../version.ts";
import type { Store } from "./store.ts";
import { WELLS } from "./sweep.ts";

/**
 * The wells of an upload, columnar: read from the upload's bytes once, and kept. What is kept is by version of the program,
 * and can be thrown away: where it is missing or of no use, the bytes are read again.
 */
export function keptWells({ folder, disk, objects }: Store, sha256: string, file: string): KeptExport {
  const path = join(folder, WELLS, version, sha256);
  if (existsSync(path)) {
    const kept = decodeExtract(readFileSync(path));
    if (!("fault" in kept) && kept.sha256 === sha256) return kept;
  }
  const made = extractOf(file, objects.get(sha256));
  disk.write(path, encodeExtract(made));
  return made;
}
