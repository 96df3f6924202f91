import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { reasonPath } from "../inbox/quarantine.ts";
import { refreshIndex } from "../run-index.ts";
import { forget as forgetIn } from "../store/forgetting.ts";
import type { Store } from "../store/store.ts";
import { WELLS } from "../store/sweep.ts";
import type { Person } from "./person.ts";
import type { Plan } from "./plan.ts";

/**
 * Does what a plan says. Whenever it is stopped, it can be called again: what is not in the ledger goes first, then the
 * ledger tells of it in one transaction, and bytes that it calls forgotten are taken away also by whoever opens the store.
 */
export function forget(store: Store | undefined, person: Person, plan: Plan): void {
  // What is cut stands before the upload that it was cut out of goes.
  if (store) for (const { bytes } of plan.cut) store.objects.put(bytes);
  for (const path of [...plan.runs, ...plan.portfolio]) rmSync(path, { recursive: true, force: true });
  for (const out of new Set(plan.runs.map(dirname))) refreshIndex(out);
  if (store) forgetUploads(store, person, plan);
}

function forgetUploads(store: Store, { names }: Person, { gone, cut, runs }: Plan): void {
  const { folder, disk, ledger } = store;
  for (const upload of [...gone, ...cut.map((one) => one.upload)]) {
    const reason = join(folder, reasonPath(upload));
    if (existsSync(reason)) disk.remove(reason);
  }
  forgetIn(ledger, {
    ...{ gone: gone.map(({ sha256 }) => sha256), runs, names },
    cut: cut.map(({ upload, sha256, bytes, cards }) => ({
      from: upload.sha256,
      to: sha256,
      bytes: bytes.length,
      cards,
    })),
  });
  store.sweep();
  // What is kept of wells bears the names of files; it is read again from the uploads.
  rmSync(join(folder, WELLS), { recursive: true, force: true });
  // What was overwritten may still be in the database's free pages and its log.
  ledger.database.exec("VACUUM");
  ledger.database.pragma("wal_checkpoint(TRUNCATE)");
}
