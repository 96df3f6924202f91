import { type BigIntStats, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A file of the inbox as one look at it tells. */
export interface Seen {
  /** Within the inbox, with forward slashes. */
  readonly path: string;
  readonly size: bigint;
  readonly mtime: bigint;
  readonly ctime: bigint;
  readonly inode: bigint;
}

/** Files that are still being copied, or that systems leave in folders. */
const IGNORED =
  /(^\.)|(\.(part|tmp|partial|filepart|crdownload|reason\.txt)$)|(^~\$)|(^(Thumbs\.db|desktop\.ini|@eaDir|lost\+found)$)/i;

/** What is in an inbox. */
export interface Listing {
  /** Files that may be uploads, in the order of their names. */
  readonly files: readonly Seen[];
  /** What is no upload: unfinished files, litter, links, what is not a file. */
  readonly ignored: readonly string[];
  /** Files and folders that cannot be looked at, with why. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Looks at the inbox and its folders. Links and what is not a file are no uploads: what they lead to may lie anywhere.
 * What vanishes meanwhile is not there.
 *
 * @throws {Error} where the inbox itself cannot be looked at.
 */
export function filesOf(inbox: string): Listing {
  const files: Seen[] = [];
  const ignored: string[] = [];
  const unreadable: { path: string; reason: string }[] = [];
  const look = (path: string): void => {
    try {
      const stat = lstatSync(join(inbox, path), { bigint: true });
      if (stat.isDirectory()) for (const name of readdirSync(join(inbox, path)).sort()) visit(path, name);
      else if (stat.isFile()) files.push(seenAs(path, stat));
      else ignored.push(path);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      if (code !== "ENOENT") unreadable.push({ path, reason: message });
    }
  };
  const visit = (folder: string, name: string): void => {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (IGNORED.test(name)) ignored.push(path);
    else look(path);
  };
  for (const name of readdirSync(inbox).sort()) visit("", name);
  return { files, ignored, unreadable };
}

export function seenAs(path: string, { size, mtimeNs, ctimeNs, ino }: BigIntStats): Seen {
  return { path, size, mtime: mtimeNs, ctime: ctimeNs, inode: ino };
}

/** Whether a file is as it was: a time that was set by hand does not move the inode's own. */
export function same(one: Omit<Seen, "path">, two: Omit<Seen, "path">): boolean {
  return one.size === two.size && one.mtime === two.mtime && one.ctime === two.ctime && one.inode === two.inode;
}
