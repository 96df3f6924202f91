import { existsSync } from "node:fs";
import { join } from "node:path";
import { Trouble } from "../../data/trouble.ts";
import { openToRead } from "./database.ts";
import { Ledger } from "./ledger.ts";
import { assertCurrent } from "./schema.ts";
import { LEDGER } from "./store.ts";

/**
 * Reads the ledger of a store, while others may work on it: all of it as it is at one moment.
 *
 * @throws {Trouble} where there is no store, or another version of the program made it.
 */
export async function readLedger<T>(folder: string, read: (ledger: Ledger) => T): Promise<T> {
  demandStore(folder);
  const path = join(folder, LEDGER);
  const database = await openToRead(path);
  try {
    database.exec("BEGIN");
    assertCurrent(database, path);
    const ledger = new Ledger(database, () => {
      throw new Error("a ledger that is read tells no time");
    });
    const told = read(ledger);
    database.exec("COMMIT");
    return told;
  } catch (error) {
    if (!(error instanceof Error && error.name === "SqliteError")) throw error;
    const code = /malformed|not a database|corrupt/i.test(error.message) ? "store-damaged" : "store-unusable";
    throw new Trouble([{ code, file: path, text: `cannot be read: ${error.message}.` }]);
  } finally {
    database.close();
  }
}

/** @throws {Trouble} where there is no store. */
export function demandStore(folder: string): void {
  if (!existsSync(join(folder, LEDGER)))
    throw new Trouble([{ code: "no-store", file: folder, text: "holds no ledger.sqlite." }]);
}
