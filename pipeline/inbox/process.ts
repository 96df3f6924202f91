import { printable } from "../../data/trouble.ts";
import { openStore, type Store } from "../store/store.ts";
import { readStudy, type Study } from "../study.ts";
import { ingest } from "./ingest.ts";
import type { Job } from "./job.ts";
import { leave } from "./leave.ts";
import { Looks } from "./looks.ts";
import type { Processed, ProcessOptions } from "./options.ts";
import { receive } from "./receive.ts";
import { fail, runStudy } from "./run-study.ts";

/**
 * Takes what has settled in the inbox into the store, and runs the studies that it belongs to. Whatever happens, the next
 * call goes on where this one stopped: bytes are in the store before they are known, known before they are read, and a
 * file leaves the inbox last.
 *
 * @throws {Trouble} when the store or the inbox cannot be used.
 */
export async function processInbox(options: ProcessOptions): Promise<Processed> {
  const { now, tell, watcher } = options;
  const store = await openStore(options.store, { now, watcher });
  if (store === undefined) {
    tell("Another process is at work on this store; nothing was done.", { event: "busy" });
    return { busy: true, waiting: 0, ingested: 0, quarantined: 0, failed: [], runs: [] };
  }
  try {
    const { waiting, ingested, quarantined, failed, runs } = await work(store, options);
    return { busy: false, waiting, ingested, quarantined, failed, runs };
  } finally {
    store.close();
  }
}

async function work(store: Store, options: ProcessOptions): Promise<Job> {
  const { ledger } = store;
  const { studies, quiet, move, retry = [] } = options;
  const tell: Job["tell"] = (line, data) => options.tell(line.split("\n").map(printable).join("\n"), data);
  const job: Job = { store, options, tell, waiting: 0, ingested: 0, quarantined: 0, failed: [], runs: [] };
  for (const { sha256 } of ledger.uploads("quarantined"))
    if (retry.some((begin) => begin === "all" || sha256.startsWith(begin))) ledger.retry(sha256);
  const looks = new Looks(ledger.database, quiet);
  receive(job, looks);
  const known: { readonly folder: string; readonly study: Study }[] = [];
  for (const folder of studies) {
    try {
      known.push({ folder, study: await readStudy(folder, { clinical: true, more: [] }) });
    } catch (error) {
      fail(job, folder, error);
    }
  }
  // While a study cannot be read, what belongs to it would be taken for another's, or for nobody's.
  if (job.failed.length === 0)
    for (const upload of ledger.uploads("received"))
      ingest(
        job,
        upload,
        known.map(({ study }) => study),
      );
  for (const { folder, study } of known) await runStudy(job, folder, study);
  if (move !== undefined) leave(job, looks, move);
  return job;
}
