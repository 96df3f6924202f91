import { type Database, transaction } from "./database.ts";
import type { Watcher } from "./disk.ts";
import { Events } from "./events.ts";
import { Inboxes } from "./inboxes.ts";
import type { CardRow, LookRow, RunRow, Upload, UploadState } from "./rows.ts";

/** What is known of uploads, cards and runs. Each method that changes it is one transaction, with its event. */
export class Ledger {
  readonly events: Events;
  readonly inboxes: Inboxes;

  constructor(
    readonly database: Database,
    private readonly now: () => Date,
    private readonly watcher: Watcher = () => {},
  ) {
    this.events = new Events(database);
    this.inboxes = new Inboxes(database, this.events);
  }

  upload(sha256: string): Upload | undefined {
    return this.database.prepare("SELECT * FROM uploads WHERE sha256 = ?").get(sha256) as Upload | undefined;
  }

  uploads(state?: UploadState): Upload[] {
    const all = this.database.prepare("SELECT * FROM uploads ORDER BY name, sha256").all() as Upload[];
    return state === undefined ? all : all.filter((one) => one.state === state);
  }

  /** Those that are still to be read, in the order in which they came: of two analyses of a card, the later one holds. */
  pending(): Upload[] {
    return this.database.prepare("SELECT * FROM uploads WHERE state = 'received' ORDER BY rowid").all() as Upload[];
  }

  cards(study: string, card: string): CardRow[] {
    return this.database
      .prepare(
        "SELECT card, run, sha256, wells FROM cards JOIN uploads USING (sha256) WHERE cards.study = ? AND card = ? AND state = 'ingested' ORDER BY sha256",
      )
      .all(study, card) as CardRow[];
  }

  cardsOf(sha256: string): CardRow[] {
    return this.database
      .prepare("SELECT card, run, sha256, wells FROM cards WHERE sha256 = ? ORDER BY card")
      .all(sha256) as CardRow[];
  }

  /** Bytes that were seen at a path: new ones, or ones that are known. Of those of a forgotten subject nothing is noted. */
  receive(sha256: string, name: string, bytes: number): "new" | "known" | "seen" | "forgotten" {
    return this.doing(() => {
      const known = this.upload(sha256);
      const at = this.time();
      if (known?.state === "forgotten") return "forgotten";
      this.database.prepare("UPDATE uploads SET kept = 1 WHERE sha256 = ?").run(sha256);
      if (known === undefined) {
        this.database
          .prepare(
            "INSERT INTO uploads (sha256, name, bytes, state, received, changed) VALUES (?, ?, ?, 'received', ?, ?)",
          )
          .run(sha256, name, bytes, at, at);
        this.events.add(at, "received", { sha256, name, bytes });
      }
      const { changes } = this.database
        .prepare("INSERT INTO sightings (path, sha256, seen) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .run(name, sha256, at);
      if (known === undefined) return "new";
      if (changes === 0) return "seen";
      this.events.add(at, "seen-again", { sha256, name });
      return "known";
    });
  }

  /** Counts that reading an upload begins. */
  begin(sha256: string): number {
    return this.doing(() => {
      this.database.prepare("UPDATE uploads SET attempts = attempts + 1 WHERE sha256 = ?").run(sha256);
      return this.upload(sha256)!.attempts;
    });
  }

  /** Reading it ended, and the process lives: it is no file that kills. */
  alive(sha256: string): void {
    this.doing(() => this.database.prepare("UPDATE uploads SET attempts = 0 WHERE sha256 = ?").run(sha256));
  }

  /** Whether an upload was in no run that was published. */
  isNew(sha256: string): boolean {
    return this.database.prepare("SELECT 1 FROM used WHERE sha256 = ?").get(sha256) === undefined;
  }

  ingest(
    sha256: string,
    study: string,
    cards: readonly Omit<CardRow, "sha256">[],
    superseded: readonly string[],
  ): void {
    this.doing(() => {
      this.put(sha256, "ingested", null, study);
      for (const { card, run, wells } of cards)
        this.database
          .prepare("INSERT OR REPLACE INTO cards (study, card, run, sha256, wells) VALUES (?, ?, ?, ?, ?)")
          .run(study, card, run, sha256, wells);
      for (const old of superseded) this.put(old, "superseded", sha256, study);
      this.events.add(this.time(), "ingested", { sha256, study, cards: cards.map(({ card }) => card), superseded });
    });
  }

  /** Puts an upload aside; what it had taken the place of holds again, so that no card is lost. */
  quarantine(sha256: string, reason: string): void {
    this.doing(() => {
      const held = this.uploads("superseded").filter((old) => old.reason === sha256);
      this.put(sha256, "quarantined", reason, this.upload(sha256)!.study);
      for (const old of held) this.put(old.sha256, "ingested", null, old.study);
      const restored = held.map((old) => old.sha256);
      this.events.add(this.time(), "quarantined", { sha256, reason, restored });
    });
  }

  /** Takes quarantined uploads up again. */
  retry(sha256: string): void {
    this.doing(() => {
      this.database.prepare("UPDATE uploads SET attempts = 0 WHERE sha256 = ?").run(sha256);
      this.put(sha256, "received", null, null);
      this.events.add(this.time(), "retried", { sha256 });
    });
  }

  looks(): LookRow[] {
    return this.database
      .prepare("SELECT inbox, path, size, at, sha256, reason FROM looks ORDER BY inbox, path")
      .all() as LookRow[];
  }

  runOf(study: string, uploads: string): RunRow | undefined {
    return this.database.prepare("SELECT * FROM runs WHERE study = ? AND uploads = ?").get(study, uploads) as
      | RunRow
      | undefined;
  }

  /** That which holds comes first of its study. */
  runs(): RunRow[] {
    return this.database.prepare("SELECT * FROM runs ORDER BY since DESC, made DESC, run").all() as RunRow[];
  }

  ran(row: Omit<RunRow, "made" | "since">, used: readonly string[]): void {
    this.doing(() => {
      const made = this.time();
      this.database
        .prepare(
          "INSERT OR REPLACE INTO runs (run, study, folder, uploads, headline, made, since) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .run(row.run, row.study, row.folder, row.uploads, row.headline, made, made);
      for (const sha256 of used)
        this.database.prepare("INSERT INTO used (sha256) VALUES (?) ON CONFLICT DO NOTHING").run(sha256);
      this.events.add(made, "ran", { ...row });
    });
  }

  /** A run that was made before is that of its study again. */
  holdsAgain({ run, study }: RunRow): void {
    this.doing(() => {
      this.database.prepare("UPDATE runs SET since = ? WHERE run = ?").run(this.time(), run);
      this.events.add(this.time(), "holds-again", { run, study });
    });
  }

  note(kind: string, detail: Readonly<Record<string, unknown>>): void {
    this.doing(() => this.events.add(this.time(), kind, detail));
  }

  private put(sha256: string, state: UploadState, reason: string | null, study: string | null): void {
    this.database
      .prepare("UPDATE uploads SET state = ?, reason = ?, study = ?, changed = ? WHERE sha256 = ?")
      .run(state, reason, study, this.time(), sha256);
  }

  /** Now, as it is written down. */
  time(): string {
    return this.now().toISOString();
  }

  /** One transaction, which is on the disk when it returns. */
  doing<T>(what: () => T): T {
    const result = transaction(this.database, () => {
      const done = what();
      this.watcher("commit", this.database.name);
      return done;
    });
    this.watcher("committed", this.database.name);
    return result;
  }
}
