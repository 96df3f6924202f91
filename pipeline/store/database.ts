import type Libsql from "libsql";
import { Trouble } from "../../data/trouble.ts";

export type Database = Libsql.Database;

/** Milliseconds that a reader waits for a writer. */
const PATIENCE = 5000;

/**
 * Opens an SQLite file. Its package is the one that is not built into the program, because it is machine code.
 *
 * @throws {Trouble} where the package was not installed, or the file cannot be opened.
 */
export async function openDatabase(path: string, options: { readonly readonly?: boolean } = {}): Promise<Database> {
  let open: (path: string, options: object) => Database;
  try {
    const { default: Sqlite } = await import("libsql");
    open = (...given) => new (Sqlite as unknown as new (...given: [string, object]) => Database)(...given);
  } catch (error) {
    const text = `SQLite is not there: ${(error as Error).message}.`;
    throw new Trouble([{ code: "sqlite-missing", text }]);
  }
  try {
    const database = open(path, { timeout: PATIENCE, ...options });
    database.pragma("synchronous = FULL");
    return database;
  } catch (error) {
    throw new Trouble([{ code: "store-unusable", file: path, text: `cannot be opened: ${(error as Error).message}.` }]);
  }
}
