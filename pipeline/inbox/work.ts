import { resolve } from "node:path";
import { printable } from "../../data/trouble.ts";
import { loadOpener } from "../containers/open.ts";
import type { Store } from "../store/store.ts";
import { readStudy, type Study } from "../study.ts";
import { ingest } from "./ingest.ts";
import type { Job } from "./job.ts";
import { leave } from "./leave.ts";
import { Looks } from "./looks.ts";
import type { Processed, ProcessOptions } from "./options.ts";
import { retry } from "./quarantine.ts";
import { receive } from "./receive.ts";
import { fail, runStudy } from "./run-study.ts";

/** What a call does with a store that it has to itself. */
export async function work(store: Store, options: ProcessOptions): Promise<Processed> {
  const { ledger } = store;
  const { studies, quiet, move, retry: again = [] } = options;
  const inbox = resolve(options.inbox);
  const tell: Job["tell"] = (line, data) => options.tell(line.split("\n").map(printable).join("\n"), data);
  const insisted = new Set<string>();
  const job: Job = { store, options, tell, insisted, waiting: 0, ingested: 0, quarantined: 0, failed: [], runs: [] };
  const events = ledger.events.count();
  const aside = ledger.uploads("quarantined");
  for (const begin of again) {
    const meant = aside.filter(({ sha256 }) => begin === "all" || (begin !== "" && sha256.startsWith(begin)));
    for (const upload of meant) {
      retry(store, upload);
      if (begin !== "all") insisted.add(upload.sha256);
    }
    if (meant.length === 0) tell(`Nothing that is quarantined is meant by "${begin}".`, { event: "no-retry", begin });
  }
  const looks = new Looks(ledger.database, inbox, quiet);
  receive(job, looks);
  ledger.inboxes.looked(inbox, ledger.time());
  const known: { readonly folder: string; readonly study: Study }[] = [];
  for (const folder of studies) {
    try {
      const study = await readStudy(folder, { clinical: true, more: [] });
      // Its own exports are among the inputs once they were read: whether they changed decides whether it is run.
      for (const _ of study.exports());
      known.push({ folder, study });
    } catch (error) {
      fail(job, folder, error);
    }
  }
  // While a study cannot be read, what belongs to it would be taken for another's, or for nobody's.
  if (job.failed.length === 0 && ledger.pending().length > 0) await loadOpener();
  if (job.failed.length === 0)
    for (const upload of ledger.pending())
      ingest(
        job,
        upload,
        known.map(({ study }) => study),
      );
  for (const { folder, study } of known) await runStudy(job, folder, study);
  ledger.inboxes.failed(inbox, job.failed, ledger.time());
  if (move !== undefined) leave(job, looks, move);
  const { waiting, ingested, quarantined, failed, runs } = job;
  return { busy: false, changed: ledger.events.count() > events, waiting, ingested, quarantined, failed, runs };
}
