import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashOf } from "../store/objects.ts";
import { same, seenAs } from "./files.ts";
import type { Job } from "./job.ts";
import type { Looks } from "./looks.ts";

/** Moves the files that were processed out of the inbox, each as it was taken; to another disk by a copy. */
export function leave({ store, options, tell }: Job, looks: Looks, folder: string): void {
  const { disk, objects, ledger } = store;
  for (const done of looks.done()) {
    const { path, sha256 } = done;
    if (ledger.upload(sha256)?.state === "received") continue;
    const from = join(options.inbox, path);
    const stat = lstatSync(from, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined || !same(seenAs(path, stat), looks.of(path)!)) continue;
    const to = free(join(folder, path), sha256);
    disk.folder(dirname(to));
    try {
      if (!existsSync(to)) disk.rename(from, to);
      else disk.remove(from);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
      disk.write(to, objects.get(sha256));
      disk.remove(from);
    }
    tell(`${path}: moved to ${to}.`, { event: "moved", file: path, to });
  }
}

/** A place where there is nothing, or these very bytes. */
function free(path: string, sha256: string): string {
  if (!existsSync(path) || hashOf(readFileSync(path)) === sha256) return path;
  return `${path}.${sha256.slice(0, 12)}`;
}
