import type { KeptExport } from "../../data/export.ts";
import { Trouble } from "../../data/trouble.ts";
import { keptWells } from "../store/kept-wells.ts";
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
  ledger.begin(sha256);
  const kept = keptOf(job, upload);
  const routed = kept && route({ file: name, extract: kept.extract }, studies);
  ledger.alive(sha256);
  if (routed === undefined) return;
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
  const insisted = job.insisted.has(sha256);
  const place = supersede(ledger, study.name, cards, { ...upload, insisted });
  if (place.kind === "conflict") {
    quarantine(job, upload, place.reason);
    return;
  }
  ledger.ingest(sha256, study.name, cards, place.uploads);
  job.ingested++;
  const names = place.uploads.map((old) => ledger.upload(old)!.name);
  const instead = names.length > 0 ? `, in place of ${names.join(", ")}` : "";
  const used = cards.filter((one) => one.used).map(({ card }) => card);
  const held = used.join(", ") || "no well that may be used";
  const data = { event: "ingested", file: name, sha256, study: study.name, supersedes: place.uploads };
  job.tell(`${name}: ${held} for ${study.name}${instead}.`, data);
}

/** What reading the upload gives; undefined where the store lost its bytes, until they are put into the inbox again. */
function keptOf(job: Job, { sha256, name }: Upload): KeptExport | undefined {
  try {
    return keptWells(job.store, sha256, name);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    job.quarantined++;
    job.tell(`${name}: ${error.message}`, { event: "damaged", file: name, sha256, reason: error.message });
    return undefined;
  }
}
