import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { refreshIndex } from "../run-index.ts";
import type { Ledger } from "../store/ledger.ts";
import type { RunRow, Upload } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import { reasonPath } from "./quarantine.ts";

/** What is kept; what is not named is kept for ever. */
export interface Retention {
  /** Days for which the bytes of a quarantined upload are kept. */
  readonly quarantined?: number | undefined;
  /** Days for which the bytes of a superseded upload are kept. */
  readonly superseded?: number | undefined;
  /** Runs that are kept of each study: the one that holds, and those that held last. */
  readonly runs?: number | undefined;
}

export interface Prunable {
  readonly uploads: readonly Upload[];
  readonly runs: readonly RunRow[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** What of a store is older than it is to be kept. */
export function prunable(ledger: Ledger, keep: Retention, now: Date): Prunable {
  const days = (since: string) => (now.getTime() - Date.parse(since)) / DAY_MS;
  const uploads = ledger.uploads().filter(({ state, kept, changed }) => {
    const most = state === "quarantined" || state === "superseded" ? keep[state] : undefined;
    return kept === 1 && most !== undefined && days(changed) > most;
  });
  const seen = new Map<string, number>();
  const runs = ledger.runs().filter(({ study }) => {
    const before = seen.get(study) ?? 0;
    seen.set(study, before + 1);
    return keep.runs !== undefined && before >= keep.runs;
  });
  return { uploads, runs };
}

/** Takes it away. The uploads stay known, so that the same bytes are told; runs can be made again from what they were made of. */
export function prune({ ledger, folder, disk, sweep }: Store, { uploads, runs }: Prunable): void {
  for (const run of runs) rmSync(run.folder, { recursive: true, force: true });
  for (const out of new Set(runs.map((run) => dirname(run.folder)))) if (existsSync(out)) refreshIndex(out);
  for (const upload of uploads) {
    const reason = join(folder, reasonPath(upload));
    if (existsSync(reason)) disk.remove(reason);
  }
  ledger.doing(() => {
    for (const { sha256 } of uploads)
      ledger.database.prepare("UPDATE uploads SET kept = 0 WHERE sha256 = ?").run(sha256);
    for (const { run } of runs) ledger.database.prepare("DELETE FROM runs WHERE run = ?").run(run);
    const told = { uploads: uploads.map(({ sha256 }) => sha256), runs: runs.map(({ run }) => run) };
    ledger.events.add(ledger.time(), "pruned", told);
  });
  sweep();
}
