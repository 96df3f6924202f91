import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { Trouble } from "../../data/trouble.ts";
import { type Database, openDatabase } from "./database.ts";
import { Disk, isOfDisk, type Watcher } from "./disk.ts";
import { Ledger } from "./ledger.ts";
import { type Lock, lock } from "./lock.ts";
import { Objects } from "./objects.ts";
import { migrate } from "./schema.ts";
import { sweepGone, sweepUnfinished } from "./sweep.ts";

/** What uploads are kept in, while one process works on it. */
export interface Store {
  readonly folder: string;
  readonly disk: Disk;
  readonly objects: Objects;
  readonly ledger: Ledger;
  /** Takes away what killed processes left, and the bytes that are forgotten or pruned. */
  readonly sweep: () => void;
  readonly close: () => void;
}

export interface StoreOptions {
  readonly now: () => Date;
  readonly watcher?: Watcher | undefined;
}

/** Folder of the uploads' bytes, within the store. */
export const OBJECTS = "objects";

/** The ledger's file in a store. */
export const LEDGER = "ledger.sqlite";

/**
 * Opens a store to work on it, and makes it where there is none; undefined where another process is at work.
 *
 * @throws {Trouble} where it cannot be written to.
 */
export async function openStore(folder: string, { now, watcher }: StoreOptions): Promise<Store | undefined> {
  const disk = new Disk(watcher);
  let held: Lock | undefined;
  let database: Database | undefined;
  try {
    disk.folder(folder);
    // SQLite says of a read-only disk no more than that it cannot open its file.
    accessSync(folder, constants.W_OK);
    held = await lock(join(folder, "lock.sqlite"));
    if (held === undefined) return undefined;
    const path = join(folder, LEDGER);
    database = await openDatabase(path);
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma("secure_delete = ON");
    migrate(database, path);
    const place = join(folder, OBJECTS);
    disk.folder(place);
    const objects = new Objects(disk, place);
    const ledger = new Ledger(database, now, watcher);
    const sweep = () => {
      sweepUnfinished(folder, now());
      sweepGone(folder, disk, objects, ledger);
    };
    sweep();
    return { folder, disk, objects, ledger, sweep, close: () => closeAll(database, held) };
  } catch (error) {
    closeAll(database, held);
    if (!isOfDisk(error)) throw error;
    const text = `cannot be written to: ${(error as Error).message}.`;
    throw new Trouble([{ code: "store-unusable", file: folder, text }]);
  }
}

/** Whatever happens, the lock is given back: the same process may call again. */
function closeAll(database: Database | undefined, held: Lock | undefined): void {
  try {
    database?.close();
  } finally {
    held?.release();
  }
}
