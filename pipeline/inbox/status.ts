import type { QuarantinedUpload, StoreStatus, StudyStatus, WaitingFile } from "../../data/store-status.ts";
import type { Ledger } from "../store/ledger.ts";
import type { Upload } from "../store/rows.ts";
import { reasonPath } from "./quarantine.ts";

/** What a ledger tells of its store. */
export function statusOf(ledger: Ledger): StoreStatus {
  const uploads = ledger.uploads();
  const counts = new Map<string, number>();
  for (const { state } of uploads) counts.set(state, (counts.get(state) ?? 0) + 1);
  const byHash = new Map(uploads.map((one) => [one.sha256, one]));
  return {
    inboxes: ledger.inboxes.all(),
    studies: studiesOf(ledger, uploads),
    uploads: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    waiting: waitingIn(ledger, uploads),
    quarantined: uploads.filter(({ state }) => state === "quarantined").map(quarantined),
    superseded: uploads.flatMap(({ state, reason, name, sha256, changed }) => {
      const by = state === "superseded" ? byHash.get(reason ?? "") : undefined;
      return by ? [{ file: name, sha256, since: changed, by: { file: by.name, sha256: by.sha256 } }] : [];
    }),
  };
}

function studiesOf(ledger: Ledger, uploads: readonly Upload[]): StudyStatus[] {
  const runs = ledger.runs();
  const names = new Set([...runs.map(({ study }) => study), ...uploads.flatMap(({ study }) => study ?? [])]);
  return [...names].sort().map((study) => {
    const run = runs.find((one) => one.study === study);
    return {
      study,
      uploads: uploads.filter((one) => one.study === study && one.state === "ingested").length,
      last: run && { made: run.made, folder: run.folder, headline: run.headline },
    };
  });
}

/** Files that were looked at and not taken, and uploads that were taken and not read to the end. */
function waitingIn(ledger: Ledger, uploads: readonly Upload[]): WaitingFile[] {
  const looks = ledger.looks().filter(({ sha256 }) => sha256 === null);
  const seen = looks.map(({ path, at, size, reason }) => ({
    file: path,
    since: new Date(at).toISOString(),
    why: reason ?? (size === 0 ? "holds nothing yet" : "must not change until it is looked at again"),
  }));
  const received = uploads
    .filter(({ state }) => state === "received")
    .map(({ name, received }) => ({
      file: name,
      since: received,
      why: "is in the store; breaks off, or its study could not be read",
    }));
  return [...seen, ...received];
}

function quarantined({ sha256, name, reason, changed, kept }: Upload): QuarantinedUpload {
  const [first = "", ...others] = (reason ?? "").split("\n");
  const remedy = others.find((line) => line.startsWith("  -> "))?.slice("  -> ".length);
  return {
    ...{ file: name, sha256, since: changed, reason: kept ? first : `${first} Its bytes were pruned.` },
    remedy: remedy ?? "Mend what it names, and take it up again with --retry.",
    more: reasonPath({ sha256, name }),
  };
}
