import type { Database } from "./database.ts";
import type { Events } from "./events.ts";

/** The last look at an inbox. */
export interface InboxRow {
  readonly inbox: string;
  readonly looked: string;
  /** The studies that could not be run then. */
  readonly failed: readonly { readonly study: string; readonly reason: string }[];
}

/** When each inbox was looked at last. Rows are overwritten: events stay for ever, and most looks see nothing new. */
export class Inboxes {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  looked(inbox: string, at: string): void {
    this.database
      .prepare(
        "INSERT INTO inboxes (inbox, looked) VALUES (?, ?) ON CONFLICT (inbox) DO UPDATE SET looked = excluded.looked",
      )
      .run(inbox, at);
  }

  all(): InboxRow[] {
    const rows = this.database.prepare("SELECT inbox, looked, failed FROM inboxes ORDER BY inbox").all();
    return (rows as { inbox: string; looked: string; failed: string }[]).map((row) => ({
      ...row,
      failed: JSON.parse(row.failed),
    }));
  }

  /** The studies that a call could not run; an event for each that the call before could, or could not for another reason. */
  failed(inbox: string, failed: InboxRow["failed"], at: string): void {
    const before = this.all().find((one) => one.inbox === inbox)?.failed ?? [];
    if (JSON.stringify(before) === JSON.stringify(failed)) return;
    this.database.transaction(() => {
      this.database.prepare("UPDATE inboxes SET failed = ? WHERE inbox = ?").run(JSON.stringify(failed), inbox);
      for (const one of failed)
        if (!before.some(({ study, reason }) => study === one.study && reason === one.reason))
          this.events.add(at, "failed", one);
    })();
  }
}
