import { openDatabase } from "./database.ts";

/**
 * One process at a time works on a store. The lock is a transaction that is never ended, so that it ends with the process
 * however that dies; undefined where another process holds it.
 */
export async function lock(path: string): Promise<{ readonly release: () => void } | undefined> {
  const database = await openDatabase(path);
  database.pragma("busy_timeout = 0");
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (/locked|busy/i.test((error as Error).message)) return undefined;
    throw error;
  }
  return {
    release: () => {
      database.exec("ROLLBACK");
      database.close();
    },
  };
}
