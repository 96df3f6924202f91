import { Trouble } from "../../data/trouble.ts";
import { type Database, transaction } from "./database.ts";
import { digestEvents } from "./digest-events.ts";

/** What each version of the ledger adds to the one before it. A step that was released is never changed. */
const steps: readonly (string | ((database: Database, path: string) => void))[] = [
  `
  -- One row an upload, by what it holds.
  CREATE TABLE uploads (
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,            -- the name under which it first came
    bytes INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'ingested', 'superseded', 'quarantined', 'forgotten')),
    study TEXT,                    -- name of the study that it belongs to
    attempts INTEGER NOT NULL DEFAULT 0,
    reason TEXT,                   -- why it is quarantined, or by which upload it is superseded
    received TEXT NOT NULL,
    changed TEXT NOT NULL
  ) STRICT;
  -- Every place where those bytes were seen.
  CREATE TABLE sightings (
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES uploads,
    seen TEXT NOT NULL,
    PRIMARY KEY (path, sha256)
  ) STRICT;
  -- The wells that an upload holds of a card.
  CREATE TABLE cards (
    study TEXT NOT NULL,
    card TEXT NOT NULL,
    run TEXT NOT NULL,             -- when the instrument ran it, as the export says
    sha256 TEXT NOT NULL REFERENCES uploads,
    wells TEXT NOT NULL,           -- "1-96,193-288"
    PRIMARY KEY (study, card, sha256)
  ) STRICT;
  -- The first look at a file that may still be growing; times in ms of our own clock, file times in ns.
  CREATE TABLE looks (
    inbox TEXT NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime TEXT NOT NULL,
    ctime TEXT NOT NULL,
    inode TEXT NOT NULL,
    at INTEGER NOT NULL,
    sha256 TEXT,                   -- what it held when it was taken
    reason TEXT,                   -- why it cannot be taken as it is
    PRIMARY KEY (inbox, path)
  ) STRICT;
  -- The last look at each inbox, and the studies that the call that looked could not run, as JSON.
  CREATE TABLE inboxes (
    inbox TEXT PRIMARY KEY,
    looked TEXT NOT NULL,
    failed TEXT NOT NULL DEFAULT '[]'
  ) STRICT;
  -- Runs that were published, with the uploads they were made of.
  CREATE TABLE runs (
    run TEXT PRIMARY KEY,
    study TEXT NOT NULL,
    folder TEXT NOT NULL,
    uploads TEXT NOT NULL,         -- hash of the list of uploads
    headline TEXT NOT NULL,
    made TEXT NOT NULL
  ) STRICT;
  -- Uploads that are in a published run.
  CREATE TABLE used (sha256 TEXT PRIMARY KEY REFERENCES uploads) STRICT;
  -- What was done, in order; nothing is ever taken out. hash = sha256 of the row before's hash and this row.
  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never taken out'); END;
  CREATE TRIGGER events_hold BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
  `,
  digestEvents,
  `
  -- When a run began to hold: it was made then, or its study became again what it was.
  ALTER TABLE runs ADD COLUMN since TEXT NOT NULL DEFAULT '';
  UPDATE runs SET since = made;
  -- Whether an upload's bytes are kept: 0 where they were pruned.
  ALTER TABLE uploads ADD COLUMN kept INTEGER NOT NULL DEFAULT 1;
  `,
];

/**
 * Brings a ledger to the version of this program.
 *
 * @throws {Trouble} when a newer program made it.
 */
export function migrate(database: Database, path: string): void {
  const version = versionOf(database);
  if (version > steps.length) {
    const text = `has the version ${version}; this program knows those up to ${steps.length}.`;
    throw new Trouble([{ code: "store-newer", file: path, text }]);
  }
  for (let step = version; step < steps.length; step++)
    transaction(database, () => {
      const next = steps[step]!;
      if (typeof next === "string") database.exec(next);
      else next(database, path);
      database.exec(`PRAGMA user_version = ${step + 1}`);
    });
}

/**
 * Whether a ledger that is only read is of this program's version.
 *
 * @throws {Trouble} when it is not.
 */
export function assertCurrent(database: Database, path: string): void {
  const version = versionOf(database);
  if (version === steps.length) return;
  const code = version > steps.length ? "store-newer" : "store-older";
  throw new Trouble([{ code, file: path, text: `has the version ${version}; this program's is ${steps.length}.` }]);
}

function versionOf(database: Database): number {
  return (database.prepare("PRAGMA user_version").get() as { user_version: number }).user_version;
}
