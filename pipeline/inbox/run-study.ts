import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { INBOX } from "../../data/provenance.ts";
import { Trouble } from "../../data/trouble.ts";
import { aliasOf } from "../aliases.ts";
import { run } from "../run.ts";
import { isOfDisk } from "../store/disk.ts";
import { keptWells } from "../store/kept-wells.ts";
import type { Ledger } from "../store/ledger.ts";
import { hashOf } from "../store/objects.ts";
import type { Upload } from "../store/rows.ts";
import type { Study } from "../study.ts";
import { version } from "../version.ts";
import type { Job } from "./job.ts";
import { quarantine } from "./quarantine.ts";

/** Runs a study where its uploads, its files or the program changed since it was run. */
export async function runStudy(job: Job, folder: string, study: Study): Promise<void> {
  const { ledger, objects } = job.store;
  const { used, labelOf, notes } = exportsOf(ledger, study);
  if (used.length === 0) return;
  const hashes = used.map(({ sha256 }) => sha256);
  const key = hashOf(JSON.stringify([version, study.inputs, hashes, notes, ...keyOf(study)]));
  const before = ledger.runOf(study.name, key);
  // A run whose folder was lost is made again.
  if (before !== undefined && existsSync(before.folder)) {
    if (ledger.runs().find((one) => one.study === study.name)!.run !== before.run) ledger.holdsAgain(before);
    return;
  }
  if (job.options.rehearsal) {
    const line = `${study.name}: would be run with ${used.length} ${used.length === 1 ? "upload" : "uploads"}.`;
    job.tell(line, { event: "would-run", study: study.name, uploads: used.length });
    return;
  }
  const more = used.map((one) => ({ file: labelOf(one), read: () => objects.get(one.sha256) }));
  const byLabel = new Map(used.map((one) => [labelOf(one), one.sha256]));
  const kept = (file: string) => {
    const sha256 = byLabel.get(file);
    return sha256 === undefined ? undefined : keptWells(job.store, sha256, file);
  };
  let headline = "";
  const onStage = (done: { name: string; headline: string }) => {
    if (done.name === "association") headline = done.headline;
  };
  try {
    const { id, folder: made } = await run(folder, { out: job.options.out, more, kept, notes, onStage });
    const path = resolve(made!.path);
    ledger.ran({ run: id, study: study.name, folder: path, uploads: key, headline }, hashes);
    job.runs.push(path);
    const data = { event: "ran", study: study.name, run: id, folder: path };
    job.tell(`${study.name}: ${headline} ${join(path, "report.html")}`, data);
    const { unlisted } = made!;
    if (unlisted) job.tell(`The index of the runs is as it was: ${unlisted}`, { event: "unlisted", reason: unlisted });
  } catch (error) {
    const guilty = used.filter((one) => isNamed(error, labelOf(one)) && ledger.isNew(one.sha256));
    if (guilty.length === 0) {
      fail(job, study.name, error);
      return;
    }
    // Each by itself can be read, but not beside the others: those that no run has yet are put aside, the rest is run.
    for (const one of guilty) quarantine(job, one, (error as Error).message);
    await runStudy(job, folder, study);
  }
}

/** @throws {Error} anything that is neither trouble in the input nor with a disk. */
export function fail(job: Job, study: string, error: unknown): void {
  if (!(error instanceof Trouble || isOfDisk(error))) throw error;
  const reason = (error as Error).message;
  job.failed.push({ study, reason });
  job.tell(`${study}: cannot be run. ${reason}`, { event: "failed", study, reason });
}

/** The uploads of a study that are used, what they are called, and what is to be told of those that are not. */
function exportsOf(ledger: Ledger, study: Study) {
  const uploads = ledger.uploads().filter((one) => one.study === study.name);
  const used = uploads.filter(({ state }) => state === "ingested");
  const labelOf = ({ name, sha256 }: Upload) => {
    const alike = uploads.filter((one) => one.name === name).length > 1;
    return `${INBOX}${alike ? `${sha256.slice(0, 8)}/` : ""}${name}`;
  };
  const notes = uploads
    .filter(({ state }) => state === "superseded")
    .map((old) => {
      const now = ledger.upload(old.reason!)!;
      const file = labelOf(now);
      const told = (one: Upload) => {
        const label = labelOf(one);
        return study.pseudonyms ? aliasOf({ path: label, sha256: one.sha256 }) : label;
      };
      return { file, text: `${told(old)} is not used: it is superseded by ${told(now)}.` };
    });
  return { used, labelOf, notes };
}

function isNamed(error: unknown, file: string): boolean {
  return error instanceof Trouble && error.problems.some((problem) => problem.file === file);
}

/** Another key makes another run. */
function keyOf({ pseudonyms }: Study): string[] {
  return pseudonyms ? [pseudonyms.fingerprint] : [];
}
