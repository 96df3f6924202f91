import { Trouble } from "../../data/trouble.ts";
import { hashOf } from "../store/objects.ts";
import { filesOf, type Listing, type Seen } from "./files.ts";
import type { Job } from "./job.ts";
import type { Looks } from "./looks.ts";
import { Markers } from "./markers.ts";
import { take } from "./take.ts";

/**
 * Takes the settled files' bytes into the store; bytes that are there already are noted.
 *
 * @throws {Trouble} when the inbox cannot be looked at.
 */
export function receive(job: Job, looks: Looks): void {
  const { files, unreadable } = list(job.options.inbox);
  for (const { path, reason } of unreadable) {
    job.quarantined++;
    job.tell(`${path}: cannot be looked at: ${reason}.`, { event: "refused", file: path, reason });
  }
  looks.keep(new Set(files.map(({ path }) => path)));
  const now = job.options.now().getTime();
  const markers = new Markers(job.options.inbox, files, job.options.marker, (marker) => looks.rests(marker, now));
  // Of two analyses of a card, the one that was saved later holds.
  for (const file of [...markers.uploads].sort((a, b) => Number(a.mtime - b.mtime))) {
    const is = looks.look(file, now);
    const marked = is === "settled" ? markers.of(file.path) : undefined;
    if (marked?.kind === "waits") looks.refused(file.path, marked.why);
    if (is === "growing" || marked?.kind === "waits") job.waiting++;
    if (marked?.kind === "complete") receiveOne(job, looks, file, marked.sha256);
  }
}

/** `promised`: the hash that the upload must have, where its marker tells one. */
function receiveOne(job: Job, looks: Looks, file: Seen, promised: string | undefined): void {
  const { store, options, tell } = job;
  const { path } = file;
  const taken = take(options.inbox, file);
  if (taken.kind === "gone") return;
  if (taken.kind === "grew") {
    looks.again(file, options.now().getTime());
    job.waiting++;
    tell(`${path}: is still being written; put back.`, { event: "grew", file: path });
    return;
  }
  if (taken.kind === "refused") {
    refuse(job, looks, path, taken.reason);
    return;
  }
  const sha256 = hashOf(taken.bytes);
  if (promised !== undefined && promised !== sha256) {
    refuse(job, looks, path, `has not the SHA-256 that its marker tells: it has ${sha256}; copy both again`);
    return;
  }
  // Bytes are in the store before they are known; those of a forgotten subject never are.
  if (store.ledger.upload(sha256)?.state !== "forgotten") store.objects.put(taken.bytes);
  const was = store.ledger.receive(sha256, path, taken.bytes.length);
  looks.taken(path, sha256);
  if (was === "forgotten") {
    const line = `${path}: these bytes were forgotten with a subject, and are not taken; take the file away.`;
    tell(line, { event: "forgotten", file: path, sha256 });
  }
  if (was !== "known") return;
  const { name, state } = store.ledger.upload(sha256)!;
  const line = `${path}: the same bytes as ${name}, which is ${state}; nothing was done.`;
  tell(line, { event: "seen-again", file: path, sha256 });
}

/** A file that cannot be taken as it is; it stays, and is tried again by the next call. */
function refuse(job: Job, looks: Looks, path: string, reason: string): void {
  job.quarantined++;
  if (looks.refused(path, reason)) job.store.ledger.note("refused", { name: path, reason });
  job.tell(`${path}: ${reason}.`, { event: "refused", file: path, reason });
}

/** @throws {Trouble} when the inbox cannot be looked at. */
export function list(inbox: string): Listing {
  try {
    return filesOf(inbox);
  } catch (error) {
    const text = `cannot be looked at: ${(error as Error).message}.`;
    throw new Trouble([{ code: "inbox-unreadable", file: inbox, text }]);
  }
}
