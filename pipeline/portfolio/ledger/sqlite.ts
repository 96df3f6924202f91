import { openDatabase } from "../../store/database.ts";
import type { Sql } from "./sql.ts";

/** Milliseconds that one collector waits for another. */
const PATIENCE = 60_000;

/** A ledger in a file of SQLite, which must lie on a disk of this machine. */
export async function openSqlite(path: string): Promise<Sql> {
  const database = await openDatabase(path, { timeout: PATIENCE });
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  const transaction = async <T>(what: () => Promise<T>): Promise<T> => {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = await what();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      if (database.inTransaction) database.exec("ROLLBACK");
      throw error;
    }
  };
  return {
    run: async (statement, values = []) => database.prepare(statement).run(...values).changes,
    rows: async (statement, values = []) => database.prepare(statement).all(...values) as Record<string, unknown>[],
    transaction,
    make: (statements) => transaction(async () => void database.exec(statements)),
    close: async () => void database.close(),
  };
}
