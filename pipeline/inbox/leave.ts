import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Trouble } from "../../data/trouble.ts";
import { isOfDisk } from "../store/disk.ts";
import { hashOf } from "../store/objects.ts";
import type { Store } from "../store/store.ts";
import { same, seenAs } from "./files.ts";
import type { Job } from "./job.ts";
import type { Looks } from "./looks.ts";

/**
 * Moves the files that were processed out of the inbox, each as it was taken; to another disk by a copy. One that cannot be
 * moved stays, and is tried again by the next call.
 */
export function leave(job: Job, looks: Looks, folder: string): void {
  const { store, options, tell } = job;
  for (const { path, sha256 } of looks.done()) {
    if (store.ledger.upload(sha256)?.state === "received") continue;
    try {
      const from = join(options.inbox, path);
      const stat = lstatSync(from, { bigint: true, throwIfNoEntry: false });
      if (stat === undefined || !same(seenAs(path, stat), looks.of(path)!)) continue;
      const to = free(join(folder, path), sha256);
      // Its marker goes first: without it the file is not taken again.
      if (options.marker !== undefined && existsSync(`${from}${options.marker}`))
        move(store, `${from}${options.marker}`, `${to}${options.marker}`, () =>
          readFileSync(`${from}${options.marker}`),
        );
      move(store, from, to, () => store.objects.get(sha256));
      tell(`${path}: moved to ${to}.`, { event: "moved", file: path, to });
    } catch (error) {
      if (!(isOfDisk(error) || error instanceof Trouble)) throw error;
      const reason = (error as Error).message;
      job.quarantined++;
      tell(`${path}: cannot be moved to ${folder}: ${reason}`, { event: "not-moved", file: path, reason });
    }
  }
}

/** What is at the place already holds the same bytes. */
function move({ disk }: Store, from: string, to: string, bytes: () => Buffer): void {
  disk.folder(dirname(to));
  try {
    disk.rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    // Nobody sweeps that folder: what a killed process left half-written is written again by the next, under its name.
    disk.write(to, bytes(), `${to}.moving.tmp`);
    disk.remove(from);
  }
}

/** A place where there is nothing, or these very bytes. */
function free(path: string, sha256: string): string {
  if (!existsSync(path) || hashOf(readFileSync(path)) === sha256) return path;
  return `${path}.${sha256.slice(0, 12)}`;
}
