import { printable } from "../../data/trouble.ts";
import { demandStore } from "../store/read-store.ts";
import { openStore } from "../store/store.ts";
import { prunable, prune, type Retention } from "./prune.ts";
import { writeStatusPage } from "./status-page.ts";

/**
 * Takes away what is older than it is to be kept, or tells what that is; undefined where another process is at work.
 *
 * @throws {Trouble} where there is no store, or it cannot be used.
 */
export async function pruneStore(folder: string, keep: Retention, doIt: boolean): Promise<string[] | undefined> {
  demandStore(folder);
  const now = () => new Date();
  const store = await openStore(folder, { now });
  if (store === undefined) return undefined;
  try {
    const plan = prunable(store.ledger, keep, now());
    const lines = [
      ...plan.uploads.map(({ name, sha256, state }) => `${name} (${sha256.slice(0, 12)}), ${state}`),
      ...plan.runs.map((run) => `${run.folder}, made ${run.made}`),
    ].map((what) => `${printable(what)}: ${doIt ? "taken away" : "would be taken away"}.`);
    if (lines.length === 0) return ["Nothing is older than it is to be kept."];
    if (!doIt) return [...lines, "Nothing was done: --yes does it."];
    prune(store, plan);
    writeStatusPage(store, { now, tell: (line) => lines.push(line) });
    return lines;
  } finally {
    store.close();
  }
}
