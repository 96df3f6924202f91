import { Trouble } from "../../data/trouble.ts";
import type { Database } from "./database.ts";
import { BEGIN, insert } from "./events.ts";
import { hashOf } from "./objects.ts";

interface Old {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly detail: string;
  readonly previous: string;
  readonly hash: string;
}

/**
 * The step of the schema that puts digests into the chain of events: each event is written anew, and one more tells the
 * hash that the chain ended with before; it bears the time of the last event, for a step of the schema has no clock.
 *
 * @throws {Trouble} where the chain was broken.
 */
export function digestEvents(database: Database, path: string): void {
  const rows = database.prepare("SELECT * FROM events ORDER BY id").all() as Old[];
  let previous = BEGIN;
  for (const [at, row] of rows.entries()) {
    const hash = hashOf(JSON.stringify([row.previous, row.id, row.at, row.kind, row.detail]));
    if (row.id !== at + 1 || row.previous !== previous || row.hash !== hash) {
      const text = `cannot be brought to this version: its chain of events is broken at event ${at + 1}.`;
      throw new Trouble([{ code: "store-damaged", file: path, text }]);
    }
    previous = row.hash;
  }
  database.exec(`
    DROP TABLE events;
    CREATE TABLE events (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      kind TEXT NOT NULL,
      detail TEXT,                   -- NULL where it was erased, which a later event tells
      salt TEXT,                     -- goes with the detail: without it nobody can guess what was there
      digest TEXT NOT NULL,          -- sha256 of salt and detail
      previous TEXT NOT NULL,
      hash TEXT NOT NULL             -- sha256 of the row before's hash and of this row with its digest
    ) STRICT;
    CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never taken out'); END;
    CREATE TRIGGER events_hold BEFORE UPDATE ON events WHEN NEW.detail IS NOT NULL OR NEW.salt IS NOT NULL
      OR (NEW.id, NEW.at, NEW.kind, NEW.digest, NEW.previous, NEW.hash) IS NOT (OLD.id, OLD.at, OLD.kind, OLD.digest, OLD.previous, OLD.hash)
      BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
  `);
  const end = previous;
  previous = BEGIN;
  for (const row of rows) previous = insert(database, row.id, row, previous);
  if (rows.length === 0) return;
  const { at } = rows.at(-1)!;
  insert(database, rows.length + 1, { at, kind: "digested", detail: JSON.stringify({ ended: end }) }, previous);
}
