// The ledger as it lies on the disk, read without deltact's own code.
import { join } from "node:path";
import Sqlite from "libsql";

export function inLedger(store, what) {
  const database = new Sqlite(join(store, "ledger.sqlite"), { timeout: 5000 });
  try {
    return what(database);
  } finally {
    database.close();
  }
}

export function readLedger(store) {
  return inLedger(store, (ledger) => {
    const all = (table) => ledger.prepare(`SELECT * FROM ${table}`).all();
    const events = all("events").map((one) => ({ ...one, detail: JSON.parse(one.detail) }));
    return { uploads: all("uploads"), sightings: all("sightings"), cards: all("cards"), runs: all("runs"), events };
  });
}
