import { Trouble } from "../../data/trouble.ts";
import type { Upload } from "../store/rows.ts";
import type { Study } from "../study.ts";
import type { Job } from "./job.ts";
import { quarantine } from "./quarantine.ts";
import { route } from "./route.ts";
import { supersede } from "./supersede.ts";

/** Times that reading one file may end with the death of the process. */
const ATTEMPTS = 3;

/** Reads an upload, and finds its study and what it takes the place of; else it is quarantined, or waited for. */
export function ingest(job: Job, upload: Upload, studies: readonly Study[]): void {
  const { ledger } = job.store;
  const { sha256, name, attempts } = upload;
  if (attempts >= ATTEMPTS) {
    const told = `Reading it ended ${attempts} times with the death of the process.`;
    quarantine(job, upload, `${told}\n  -> Report it to the makers of deltact, with the file.`);
    return;
  }
  const bytes = kept(job, upload);
  if (bytes === undefined) return;
  ledger.begin(sha256);
  const routed = route({ file: name, bytes }, studies);
  ledger.alive(sha256);
  const age = job.options.now().getTime() - Date.parse(upload.received);
  if (routed.kind === "incomplete" && age < job.options.grace) {
    job.waiting++;
    job.tell(`${name}: breaks off; waiting for the rest of it.`, { event: "incomplete", file: name, sha256 });
    return;
  }
  if (routed.kind !== "study") {
    quarantine(job, upload, routed.reason);
    return;
  }
  const { study, cards } = routed;
  const place = supersede(ledger, study.name, cards);
  if (place.kind === "conflict") {
    quarantine(job, upload, place.reason);
    return;
  }
  ledger.ingest(sha256, study.name, cards, place.uploads);
  job.ingested++;
  const names = place.uploads.map((old) => ledger.upload(old)!.name);
  const instead = names.length > 0 ? `, in place of ${names.join(", ")}` : "";
  const held = cards.map(({ card }) => card).join(", ") || "no well that may be used";
  const data = { event: "ingested", file: name, sha256, study: study.name, supersedes: place.uploads };
  job.tell(`${name}: ${held} for ${study.name}${instead}.`, data);
}

/** The upload's bytes; undefined where the store lost them, until they are put into the inbox again. */
function kept(job: Job, { sha256, name }: Upload): Buffer | undefined {
  try {
    return job.store.objects.get(sha256);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    job.quarantined++;
    job.tell(`${name}: ${error.message}`, { event: "damaged", file: name, sha256, reason: error.message });
    return undefined;
  }
}
