import { openDatabase } from "./database.ts";

export interface Lock {
  readonly release: () => void;
}

/**
 * One process at a time works on a store. The lock is a transaction that is never ended, so that it ends with the process
 * however that dies; undefined where another process holds it.
 */
export async function lock(path: string): Promise<Lock | undefined> {
  // Nothing is asked of the file before the lock is: whatever reads it waits for the process that holds the lock.
  const database = await openDatabase(path, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (/locked|busy/i.test((error as Error).message)) return undefined;
    throw error;
  }
  return {
    release: () => {
      try {
        database.exec("ROLLBACK");
      } finally {
        database.close();
      }
    },
  };
}
