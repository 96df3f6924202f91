import { Trouble } from "../../data/trouble.ts";
import { isOfDisk } from "../store/disk.ts";
import { openStore } from "../store/store.ts";
import type { Processed, ProcessOptions } from "./options.ts";
import { work } from "./work.ts";

/**
 * Takes what has settled in the inbox into the store, and runs the studies that it belongs to. Whatever happens, the next
 * call goes on where this one stopped: bytes are in the store before they are known, known before they are read, and a
 * file leaves the inbox last.
 *
 * @throws {Trouble} when the store or the inbox cannot be used.
 */
export async function processInbox(options: ProcessOptions): Promise<Processed> {
  const { now, tell, watcher } = options;
  const store = await openStore(options.store, { now, watcher });
  if (store === undefined) {
    tell("Another process is at work on this store; nothing was done.", { event: "busy" });
    return { busy: true, changed: false, waiting: 0, ingested: 0, quarantined: 0, failed: [], runs: [] };
  }
  try {
    const done = await work(store, options);
    const { writeStatusPage } = await import("./status-page.ts");
    writeStatusPage(store, options);
    return done;
  } catch (error) {
    if (!isOfDisk(error)) throw error;
    const text = `The work stopped: ${(error as Error).message}.`;
    throw new Trouble([{ code: "store-unusable", file: options.store, text }]);
  } finally {
    store.close();
  }
}
