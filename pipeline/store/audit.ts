import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { Trouble } from "../../data/trouble.ts";
import type { Event } from "./events.ts";
import { readLedger } from "./read-store.ts";
import type { Upload, UploadState } from "./rows.ts";

/** Something in a store that is not as it was written, and what to do. */
export interface Damage {
  readonly what: string;
  readonly remedy: string;
}

export interface Audit {
  readonly events: number;
  readonly objects: number;
  readonly damage: readonly Damage[];
}

const RESTORE = "Restore the ledger from a backup of before; what is in the store cannot be trusted as it stands.";
const AGAIN = "Put the upload into the inbox again after moving the object away; the store's disk may be failing.";

/** Checks that the chain of events holds, that the uploads are as it tells, and that each has the bytes of its hash. */
export async function audit(folder: string): Promise<Audit> {
  try {
    return await audited(folder);
  } catch (error) {
    const [problem] = error instanceof Trouble ? error.problems : [];
    if (problem?.code !== "store-damaged") throw error;
    return { events: 0, objects: 0, damage: [{ what: `${problem.file} ${problem.text}`, remedy: RESTORE }] };
  }
}

async function audited(folder: string): Promise<Audit> {
  const read = await readLedger(folder, (ledger) => {
    const broken = ledger.events.broken();
    // What a broken chain tells is not told.
    return { uploads: ledger.uploads(), broken, count: ledger.events.count(), all: broken ? [] : ledger.events.all() };
  });
  const { uploads, broken, all } = read;
  const damage: Damage[] = broken
    ? [{ what: `The chain of events is broken: event ${broken.id} ${broken.text}.`, remedy: RESTORE }]
    : untold(uploads, all);
  const kept = uploads.filter(({ state, kept }) => state !== "forgotten" && kept === 1);
  for (const { sha256, name } of kept) {
    const path = join("objects", sha256.slice(0, 2), sha256);
    const fault = faultOf(join(folder, path), sha256);
    if (fault) damage.push({ what: `${path} (${name}) ${fault}`, remedy: AGAIN });
  }
  return { events: read.count, objects: kept.length, damage };
}

/** What events tell of uploads. */
interface Told {
  readonly sha256?: string;
  readonly superseded?: readonly string[];
  readonly restored?: readonly string[];
  readonly states?: Readonly<Record<string, UploadState>>;
}

/** Uploads whose state is not what the events led to: rows that were changed, or events cut off at the end. */
function untold(uploads: readonly Upload[], events: readonly Event[]): Damage[] {
  const told = new Map<string, UploadState>();
  for (const { kind, detail } of events) {
    const { sha256, superseded, restored, states } = (detail ?? {}) as Told;
    const state = { received: "received", retried: "received" }[kind] ?? kind;
    if (sha256 !== undefined && isState(state)) told.set(sha256, state);
    for (const old of superseded ?? []) told.set(old, "superseded");
    for (const old of restored ?? []) told.set(old, "ingested");
    for (const [one, is] of Object.entries(states ?? {})) told.set(one, is);
  }
  const damage = uploads
    .filter(({ sha256, state }) => told.get(sha256) !== state)
    .map(({ sha256, name, state }) => {
      const by = told.get(sha256) ?? "not there";
      return { what: `The upload ${sha256} (${name}) is ${state}; by the events it is ${by}.`, remedy: RESTORE };
    });
  const there = new Set(uploads.map(({ sha256 }) => sha256));
  for (const sha256 of told.keys())
    if (!there.has(sha256)) damage.push({ what: `The upload ${sha256} of the events is gone.`, remedy: RESTORE });
  return damage;
}

function isState(word: string): word is UploadState {
  return ["received", "ingested", "superseded", "quarantined", "forgotten"].includes(word);
}

/** What is wrong with an object; undefined where nothing is. */
function faultOf(path: string, sha256: string): string | undefined {
  const hash = createHash("sha256");
  try {
    const file = openSync(path, "r");
    try {
      const part = Buffer.alloc(1 << 16);
      for (let got = readSync(file, part); got > 0; got = readSync(file, part)) hash.update(part.subarray(0, got));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return code === "ENOENT" ? "is not there." : `cannot be read: ${message}.`;
  }
  return hash.digest("hex") === sha256 ? undefined : "does not hold the bytes of its name.";
}
