import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type Libsql from "libsql";
import { Trouble } from "../../data/trouble.ts";

export type Database = Libsql.Database;

/** All of it or nothing; the error is that of what failed. On a full disk SQLite takes a transaction back by itself. */
export function transaction<T>(database: Database, what: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = what();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** Milliseconds that a reader waits for a writer, unless it is told otherwise. */
const PATIENCE = 5000;

/**
 * Opens an SQLite file. Its package is the one that is not built into the program, because it is machine code.
 *
 * @throws {Trouble} where the package was not installed, or the file cannot be opened.
 */
export function openDatabase(path: string, options: { readonly timeout?: number } = {}): Promise<Database> {
  return open(path, path, options);
}

/**
 * Opens an SQLite file to read it while others may write. Where nobody has it open it is read as it stands, so that
 * reading leaves no file beside it, and needs no permission to.
 *
 * @throws {Trouble} as openDatabase does, and where there is no such file.
 */
export async function openToRead(path: string): Promise<Database> {
  // The option `readonly` of the package does nothing; the address of a file does.
  const url = pathToFileURL(path);
  url.search = existsSync(`${path}-wal`) ? "mode=ro" : "immutable=1";
  return open(url.href, path);
}

async function open(address: string, path: string, options: { readonly timeout?: number } = {}): Promise<Database> {
  let connect: (address: string, options: object) => Database;
  try {
    const { default: Sqlite } = await import("libsql");
    connect = (...given) => new (Sqlite as unknown as new (...given: [string, object]) => Database)(...given);
  } catch (error) {
    const text = `SQLite is not there: ${(error as Error).message}.`;
    throw new Trouble([{ code: "sqlite-missing", text }]);
  }
  try {
    return connect(address, { timeout: PATIENCE, ...options });
  } catch (error) {
    throw new Trouble([{ code: "store-unusable", file: path, text: `cannot be opened: ${(error as Error).message}.` }]);
  }
}
