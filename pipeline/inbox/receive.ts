import { Trouble } from "../../data/trouble.ts";
import { filesOf, type Listing, type Seen } from "./files.ts";
import type { Job } from "./job.ts";
import type { Looks } from "./looks.ts";
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
  for (const file of files) {
    const is = looks.look(file, job.options.now().getTime());
    if (is === "growing") job.waiting++;
    if (is === "settled") receiveOne(job, looks, file);
  }
}

function receiveOne(job: Job, looks: Looks, file: Seen): void {
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
    job.quarantined++;
    if (looks.refused(path, taken.reason)) store.ledger.note("refused", { name: path, reason: taken.reason });
    tell(`${path}: ${taken.reason}.`, { event: "refused", file: path, reason: taken.reason });
    return;
  }
  const sha256 = store.objects.put(taken.bytes);
  const was = store.ledger.receive(sha256, path, taken.bytes.length);
  looks.taken(path, sha256);
  if (was !== "known") return;
  const { name, state } = store.ledger.upload(sha256)!;
  const line = `${path}: the same bytes as ${name}, which is ${state}; nothing was done.`;
  tell(line, { event: "seen-again", file: path, sha256 });
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
