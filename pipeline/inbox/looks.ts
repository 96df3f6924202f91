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
}

/**
 * The two-look rule: a file is settled when it is as it was at a look at least `quiet` ms earlier, by our own clock: those
 * of file servers differ. Looks are kept between processes, for a one-shot job looks but once.
 */
export class Looks {
  constructor(
    private readonly database: Database,
    private readonly quiet: number,
  ) {}

  /** growing: it is looked at again later. done: it was taken as it is. */
  look(file: Seen, now: number): "growing" | "settled" | "done" {
    const row = this.database.prepare("SELECT * FROM looks WHERE path = ?").get(file.path) as Row | undefined;
    // A clock that went back says nothing of how long ago the first look was.
    if (row === undefined || !same(seenIn(row), file) || now < row.at) {
      this.again(file, now);
      return this.quiet === 0 && file.size > 0n ? "settled" : "growing";
    }
    if (row.sha256 !== null) return "done";
    return file.size > 0n && now - row.at >= this.quiet ? "settled" : "growing";
  }

  /** The first look at a file, or the first since it changed. */
  again({ path, size, mtime, ctime, inode }: Seen, now: number): void {
    this.database
      .prepare(
        "INSERT OR REPLACE INTO looks (path, size, mtime, ctime, inode, at, sha256) VALUES (?, ?, ?, ?, ?, ?, NULL)",
      )
      .run(path, Number(size), String(mtime), String(ctime), String(inode), now);
  }

  /** It was taken as it is: these bytes are in the store. */
  taken(path: string, sha256: string): void {
    this.database.prepare("UPDATE looks SET sha256 = ? WHERE path = ?").run(sha256, path);
  }

  /** The files that were taken, with their bytes' hashes. */
  done(): { readonly path: string; readonly sha256: string }[] {
    return this.database.prepare("SELECT path, sha256 FROM looks WHERE sha256 IS NOT NULL ORDER BY path").all() as {
      path: string;
      sha256: string;
    }[];
  }

  /** The file as it was at the first look; undefined where there was none. */
  of(path: string): Seen | undefined {
    const row = this.database.prepare("SELECT * FROM looks WHERE path = ?").get(path) as Row | undefined;
    return row && seenIn(row);
  }

  /** Forgets looks at files that are gone. */
  keep(paths: ReadonlySet<string>): void {
    const rows = this.database.prepare("SELECT path FROM looks").all() as { path: string }[];
    for (const { path } of rows)
      if (!paths.has(path)) this.database.prepare("DELETE FROM looks WHERE path = ?").run(path);
  }
}

function seenIn({ path, size, mtime, ctime, inode }: Row): Seen {
  return { path, size: BigInt(size), mtime: BigInt(mtime), ctime: BigInt(ctime), inode: BigInt(inode) };
}
