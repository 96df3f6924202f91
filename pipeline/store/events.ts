import { randomBytes } from "node:crypto";
import type { Database } from "./database.ts";
import { hashOf } from "./objects.ts";

/** What was done; `detail`: undefined where it was erased. */
export interface Event {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>> | undefined;
}

interface Row {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly detail: string | null;
  readonly salt: string | null;
  readonly digest: string;
  readonly previous: string;
  readonly hash: string;
}

/** Before the first event. */
export const BEGIN = "0".repeat(64);

/**
 * The audit trail: each event holds the hash of the one before it, so that none can be taken out or changed unseen. In the
 * chain a detail stands by its salted digest, so that what names a person can be erased, and the chain still holds.
 */
export class Events {
  constructor(private readonly database: Database) {}

  /** Call it within the transaction that does what it tells. */
  add(at: string, kind: string, detail: Event["detail"]): void {
    const last = this.database.prepare("SELECT id, hash FROM events ORDER BY id DESC LIMIT 1").get() as Row | undefined;
    insert(this.database, (last?.id ?? 0) + 1, { at, kind, detail: JSON.stringify(detail) }, last?.hash ?? BEGIN);
  }

  /** Takes the detail of events away; that it was is to be told by an event with `erased`, in the same transaction. */
  erase(ids: readonly number[]): void {
    const erase = this.database.prepare("UPDATE events SET detail = NULL, salt = NULL WHERE id = ?");
    for (const id of ids) erase.run(id);
  }

  all(): Event[] {
    return this.rows().map(({ id, at, kind, detail }) => {
      return { id, at, kind, detail: detail === null ? undefined : JSON.parse(detail) };
    });
  }

  count(): number {
    return (this.database.prepare("SELECT count(*) AS n FROM events").get() as { n: number }).n;
  }

  /** The first event at which the chain is broken; undefined where it holds. */
  broken(): { readonly id: number; readonly text: string } | undefined {
    const rows = this.rows();
    const erased = new Set(rows.flatMap(({ detail }) => (detail === null ? [] : erasedBy(detail))));
    let previous = BEGIN;
    let id = 0;
    for (const row of rows) {
      id++;
      if (row.id !== id) return { id, text: "is missing" };
      if (row.previous !== previous) return { id, text: "does not follow from the one before it" };
      if (row.hash !== chained(row)) return { id, text: "is not as it was written" };
      if (row.detail === null && !erased.has(id)) return { id, text: "was erased, and no event tells of it" };
      if (row.detail !== null && row.digest !== digestOf(row.salt!, row.detail))
        return { id, text: "is not as it was written" };
      previous = row.hash;
    }
    return undefined;
  }

  private rows(): Row[] {
    return this.database.prepare("SELECT * FROM events ORDER BY id").all() as Row[];
  }
}

/** Writes an event down, and gives its hash. */
export function insert(
  database: Database,
  id: number,
  { at, kind, detail }: { readonly at: string; readonly kind: string; readonly detail: string },
  previous: string,
): string {
  const salt = randomBytes(16).toString("hex");
  const digest = digestOf(salt, detail);
  const hash = chained({ id, at, kind, digest, previous });
  database
    .prepare("INSERT INTO events (id, at, kind, detail, salt, digest, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    .run(id, at, kind, detail, salt, digest, previous, hash);
  return hash;
}

function digestOf(salt: string, detail: string): string {
  return hashOf(JSON.stringify([salt, detail]));
}

function chained({ id, at, kind, digest, previous }: Omit<Row, "hash" | "detail" | "salt">): string {
  return hashOf(JSON.stringify([previous, id, at, kind, digest]));
}

function erasedBy(detail: string): readonly number[] {
  return (JSON.parse(detail) as { erased?: readonly number[] }).erased ?? [];
}
