import { readdirSync, rmSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { exists } from "../files.ts";
import { version } from "../version.ts";
import type { Disk } from "./disk.ts";
import type { Ledger } from "./ledger.ts";
import type { Objects } from "./objects.ts";

/** What a killed process left half-written is older than this: no write takes so long. */
const FORGOTTEN_MS = 24 * 60 * 60 * 1000;

/** Folder of the uploads' wells, within the store; in it a folder for each version of the program. */
export const WELLS = "wells";

/** Takes away what killed processes left half-written, and wells that another version of the program kept. */
export function sweepUnfinished(folder: string, now: Date): void {
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    if (!name.endsWith(".tmp")) continue;
    const path = join(folder, name);
    const age = now.getTime() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime());
    if (age > FORGOTTEN_MS) unlinkSync(path);
  }
  const wells = join(folder, WELLS);
  for (const name of exists(wells) ? readdirSync(wells) : [])
    if (name !== version) rmSync(join(wells, name), { recursive: true, force: true });
}

/** Takes away the bytes and the wells of uploads that the ledger calls forgotten or pruned. */
export function sweepGone(folder: string, disk: Disk, objects: Objects, ledger: Ledger): void {
  for (const { sha256, state, kept } of ledger.uploads()) {
    if (state !== "forgotten" && kept === 1) continue;
    const wells = join(folder, WELLS, version, sha256);
    if (exists(wells)) disk.remove(wells);
    objects.remove(sha256);
  }
}
