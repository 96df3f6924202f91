import type { Database } from "../store/database.ts";
import { type Seen, same } from "./files.ts";

interface Row {
  readonly path: string;
  readonly size: number;
  readonly mtime: string;
  readonly ctime: string;
  readonly inode: string;
  readonly at: number;
  readonly sha256: string | null;
  readonly reason: string | null;
}

/** growing: it is looked at again later. done: it was taken as it is. */
export type LookedAt = "growing" | "settled" | "done";

/**
 * The two-look rule: a file is settled when it is as it was at a look at least `quiet` ms earlier, by our own clock: those
 * of file servers differ. Looks are kept between processes, for a one-shot job looks but once.
 */
export class Looks {
  constructor(
    private readonly database: Database,
    private readonly inbox: string,
    private readonly quiet: number,
  ) {}

  look(file: Seen, now: number): LookedAt {
    const is = this.is(file, now);
    if (is.first) this.again(file, now);
    return is.at;
  }

  /** What a look would tell, which is not kept. */
  is(file: Seen, now: number): { readonly at: LookedAt; readonly first: boolean } {
    const { row, first, long } = this.since(file, now);
    if (!first && row!.sha256 !== null) return { at: "done", first };
    return { at: long && file.size > 0n ? "settled" : "growing", first };
  }

  /** Whether a file, be it empty, did not change for long enough; it is looked at. */
  rests(file: Seen, now: number): boolean {
    const { first, long } = this.since(file, now);
    if (first) this.again(file, now);
    return long;
  }

  private since(file: Seen, now: number) {
    const row = this.row(file.path);
    // A clock that went back says nothing of how long ago the first look was.
    const first = row === undefined || !same(seenIn(row), file) || now < row.at;
    return { row, first, long: first ? this.quiet === 0 : now - row.at >= this.quiet };
  }

  /** The first look at a file, or the first since it changed. */
  again({ path, size, mtime, ctime, inode }: Seen, now: number): void {
    this.database
      .prepare("INSERT OR REPLACE INTO looks (inbox, path, size, mtime, ctime, inode, at) VALUES (?, ?, ?, ?, ?, ?, ?)")
      .run(this.inbox, path, Number(size), String(mtime), String(ctime), String(inode), now);
  }

  /** It was taken as it is: these bytes are in the store. */
  taken(path: string, sha256: string): void {
    this.database
      .prepare("UPDATE looks SET sha256 = ?, reason = NULL WHERE inbox = ? AND path = ?")
      .run(sha256, this.inbox, path);
  }

  /** It cannot be taken as it is; whether that is news. */
  refused(path: string, reason: string): boolean {
    const { changes } = this.database
      .prepare("UPDATE looks SET reason = ? WHERE inbox = ? AND path = ? AND reason IS NOT ?")
      .run(reason, this.inbox, path, reason);
    return changes > 0;
  }

  /** The files that were taken, with their bytes' hashes. */
  done(): { readonly path: string; readonly sha256: string }[] {
    return this.database
      .prepare("SELECT path, sha256 FROM looks WHERE inbox = ? AND sha256 IS NOT NULL ORDER BY path")
      .all(this.inbox) as { path: string; sha256: string }[];
  }

  /** The file as it was at the first look; undefined where there was none. */
  of(path: string): Seen | undefined {
    const row = this.row(path);
    return row && seenIn(row);
  }

  /** The bytes of a file that was taken as it is. */
  hashOf(path: string): string | undefined {
    return this.row(path)?.sha256 ?? undefined;
  }

  /** Forgets looks at files that are gone. */
  keep(paths: ReadonlySet<string>): void {
    const rows = this.database.prepare("SELECT path FROM looks WHERE inbox = ?").all(this.inbox) as { path: string }[];
    for (const { path } of rows)
      if (!paths.has(path))
        this.database.prepare("DELETE FROM looks WHERE inbox = ? AND path = ?").run(this.inbox, path);
  }

  private row(path: string): Row | undefined {
    return this.database.prepare("SELECT * FROM looks WHERE inbox = ? AND path = ?").get(this.inbox, path) as
      | Row
      | undefined;
  }
}

function seenIn({ path, size, mtime, ctime, inode }: Row): Seen {
  return { path, size: BigInt(size), mtime: BigInt(mtime), ctime: BigInt(ctime), inode: BigInt(inode) };
}
