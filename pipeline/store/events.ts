import type { Database } from "./database.ts";
import { hashOf } from "./objects.ts";

/** What was done. */
export interface Event {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Row {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly detail: string;
  readonly previous: string;
  readonly hash: string;
}

/** Before the first event. */
const BEGIN = "0".repeat(64);

/** The audit trail: each event holds the hash of the one before it, so that none can be taken out or changed unseen. */
export class Events {
  constructor(private readonly database: Database) {}

  /** Call it within the transaction that does what it tells. */
  add(at: string, kind: string, detail: Event["detail"]): void {
    const last = this.database.prepare("SELECT id, hash FROM events ORDER BY id DESC LIMIT 1").get() as Row | undefined;
    const row = { id: (last?.id ?? 0) + 1, at, kind, detail: JSON.stringify(detail), previous: last?.hash ?? BEGIN };
    this.database
      .prepare("INSERT INTO events (id, at, kind, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?)")
      .run(row.id, row.at, row.kind, row.detail, row.previous, chained(row));
  }

  all(): Event[] {
    return this.rows().map(({ id, at, kind, detail }) => ({ id, at, kind, detail: JSON.parse(detail) }));
  }

  count(): number {
    return (this.database.prepare("SELECT count(*) AS n FROM events").get() as { n: number }).n;
  }

  /** The first event at which the chain is broken; undefined where it holds. */
  broken(): { readonly id: number; readonly text: string } | undefined {
    let previous = BEGIN;
    let id = 0;
    for (const row of this.rows()) {
      id++;
      if (row.id !== id) return { id, text: "is missing" };
      if (row.previous !== previous) return { id, text: "does not follow from the one before it" };
      if (row.hash !== chained(row)) return { id, text: "is not as it was written" };
      previous = row.hash;
    }
    return undefined;
  }

  private rows(): Row[] {
    return this.database.prepare("SELECT * FROM events ORDER BY id").all() as Row[];
  }
}

function chained({ id, at, kind, detail, previous }: Omit<Row, "hash">): string {
  return hashOf(JSON.stringify([previous, id, at, kind, detail]));
}
