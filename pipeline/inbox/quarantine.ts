import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Upload } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import type { Job } from "./job.ts";

/** Puts an upload aside, with a file that says why and what to do. */
export function quarantine(job: Job, upload: Upload, reason: string): void {
  const { sha256, name } = upload;
  writeReason(job.store, upload, reason);
  job.store.ledger.quarantine(sha256, reason);
  job.quarantined++;
  job.tell(`${name}: quarantined. ${reason}`, { event: "quarantined", file: name, sha256, reason });
}

/** The file in a store that says why an upload is quarantined. */
export function reasonPath({ sha256, name }: Pick<Upload, "sha256" | "name">): string {
  const safe = basename(name)
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .slice(0, 80);
  return join("quarantine", `${sha256.slice(0, 12)}-${safe}.reason.txt`);
}

/** Takes a quarantined upload up again; why it was put aside is no longer said. */
export function retry({ disk, folder, ledger }: Store, upload: Upload): void {
  ledger.retry(upload.sha256);
  const path = join(folder, reasonPath(upload));
  if (existsSync(path)) disk.remove(path);
}

function writeReason({ disk, folder }: Store, upload: Upload, reason: string): void {
  const { sha256, name } = upload;
  const text = `${name}
sha256 ${sha256}

${reason}

Its bytes are kept in the store as objects/${sha256.slice(0, 2)}/${sha256}.
Where what is wrong is mended elsewhere (the samples table, the panel), take it up again:
  deltact process STUDY --inbox DIR --retry ${sha256.slice(0, 12)}
A file that was mended itself is put into the inbox as any other.
`;
  disk.write(join(folder, reasonPath(upload)), Buffer.from(text));
}
