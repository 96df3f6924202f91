import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { statusHtml } from "../../reports/store-status.tsx";
import { hashOf } from "../store/objects.ts";
import type { Store } from "../store/store.ts";
import type { ProcessOptions } from "./options.ts";
import { statusOf } from "./status.ts";

/** Writes status.html in a store, where there is none that tells the same. What was done stands, whether or not it can be. */
export function writeStatusPage(
  { folder, disk, ledger }: Store,
  { now, tell }: Pick<ProcessOptions, "now" | "tell">,
): void {
  const path = join(folder, "status.html");
  const { inboxes, ...told } = statusOf(ledger);
  // When an inbox was looked at last is no change: the page would be written by every call.
  const failed = inboxes.map(({ inbox, failed }) => ({ inbox, failed }));
  const mark = hashOf(JSON.stringify({ ...told, failed }));
  try {
    if (existsSync(path) && readFileSync(path, "utf8").includes(mark)) return;
    disk.write(path, Buffer.from(statusHtml({ ...told, inboxes }, now().toISOString(), mark)));
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    tell(`status.html could not be written: ${error.message}.`, { event: "no-page", reason: error.message });
  }
}
