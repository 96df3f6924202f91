import { mentions } from "../../data/mention.ts";
import type { Event } from "./events.ts";
import type { Ledger } from "./ledger.ts";
import type { CardRow, UploadState } from "./rows.ts";

/** What the ledger is to forget. */
export interface Forgetting {
  /** Uploads that go whole. */
  readonly gone: readonly string[];
  /** Uploads that go on as others. */
  readonly cut: readonly {
    readonly from: string;
    readonly to: string;
    readonly bytes: number;
    readonly cards: readonly Omit<CardRow, "sha256">[];
  }[];
  /** Folders of runs that were taken away. */
  readonly runs: readonly string[];
  /** What must stand nowhere any more. */
  readonly names: readonly string[];
}

/** What stands in the place of a name. */
const WITHHELD = "withheld";

/** One transaction: the uploads' states, every text that bears one of the names, and the event that tells of it, by numbers alone. */
export function forget(ledger: Ledger, { gone, cut, runs, names }: Forgetting): void {
  const { database } = ledger;
  ledger.doing(() => {
    const at = ledger.time();
    const states = new Map<string, UploadState>();
    for (const { from, to, bytes, cards } of cut) {
      const { state, study } = ledger.upload(from)!;
      database
        .prepare(
          "INSERT INTO uploads (sha256, name, bytes, state, study, reason, received, changed) SELECT ?, name, ?, state, study, reason, received, ? FROM uploads WHERE sha256 = ? ON CONFLICT DO NOTHING",
        )
        .run(to, bytes, at, from);
      for (const { card, run, wells } of cards)
        database
          .prepare("INSERT OR REPLACE INTO cards (study, card, run, sha256, wells) VALUES (?, ?, ?, ?, ?)")
          .run(study, card, run, to, wells);
      database.prepare("UPDATE uploads SET reason = ? WHERE state = 'superseded' AND reason = ?").run(to, from);
      database.prepare("INSERT INTO used SELECT ? FROM used WHERE sha256 = ? ON CONFLICT DO NOTHING").run(to, from);
      states.set(to, state);
    }
    for (const sha256 of [...gone, ...cut.map(({ from }) => from)]) {
      database
        .prepare("UPDATE uploads SET state = 'forgotten', study = NULL, reason = NULL, changed = ? WHERE sha256 = ?")
        .run(at, sha256);
      database.prepare("DELETE FROM cards WHERE sha256 = ?").run(sha256);
      states.set(sha256, "forgotten");
    }
    for (const folder of runs) database.prepare("DELETE FROM runs WHERE folder = ?").run(folder);
    blot(ledger, names);
    const erased = ledger.events.all().filter(({ detail }) => isNamed(detail, names));
    ledger.events.erase(erased.map(({ id }) => id));
    // What the erased events told of other uploads is told by this one.
    for (const { sha256, state } of ledger.uploads())
      if (erased.some(({ detail }) => JSON.stringify(detail).includes(sha256))) states.set(sha256, state);
    const told = { states: Object.fromEntries(states), runs: runs.length, erased: erased.map(({ id }) => id) };
    ledger.events.add(at, "forgotten", told);
  });
}

function isNamed(detail: Event["detail"], names: readonly string[]): boolean {
  return detail !== undefined && mentions(JSON.stringify(detail), names);
}

/** Puts other texts in the place of those that bear one of the names. */
function blot(ledger: Ledger, names: readonly string[]): void {
  const { database } = ledger;
  const columns = [
    { table: "uploads", column: "name", by: `'${WITHHELD}-' || substr(sha256, 1, 12)` },
    { table: "uploads", column: "reason", by: `'${WITHHELD}'` },
    { table: "sightings", column: "path", by: `'${WITHHELD}-' || substr(sha256, 1, 12)` },
    { table: "inboxes", column: "failed", by: "'[]'" },
  ];
  // A file that is still there is looked at anew.
  for (const { inbox, path, reason } of ledger.looks())
    if (mentions(path, names) || mentions(reason ?? "", names))
      database.prepare("DELETE FROM looks WHERE inbox = ? AND path = ?").run(inbox, path);
  for (const { table, column, by } of columns) {
    const rows = database.prepare(`SELECT rowid AS row, ${column} AS text FROM ${table}`).all() as {
      row: number;
      text: string | null;
    }[];
    for (const { row, text } of rows)
      if (text !== null && mentions(text, names))
        database.prepare(`UPDATE OR REPLACE ${table} SET ${column} = ${by} WHERE rowid = ?`).run(row);
  }
}
