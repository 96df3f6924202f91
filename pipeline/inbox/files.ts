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

/**
 * Every file of the inbox and its folders that may be an upload, in the order of their names. Links and what is not a
 * file are no uploads: what they lead to may lie anywhere. A folder that vanishes meanwhile holds nothing.
 */
export function filesOf(inbox: string): Seen[] {
  const found: Seen[] = [];
  const walk = (folder: string): void => {
    for (const name of namesIn(join(inbox, folder)).sort()) {
      if (IGNORED.test(name)) continue;
      const path = folder === "" ? name : `${folder}/${name}`;
      const stat = lstatSync(join(inbox, path), { bigint: true, throwIfNoEntry: false });
      if (stat?.isDirectory()) walk(path);
      else if (stat?.isFile()) found.push(seenAs(path, stat));
    }
  };
  walk("");
  return found;
}

export function seenAs(path: string, { size, mtimeNs, ctimeNs, ino }: BigIntStats): Seen {
  return { path, size, mtime: mtimeNs, ctime: ctimeNs, inode: ino };
}

/** Whether a file is as it was: a time that was set by hand does not move the inode's own. */
export function same(one: Omit<Seen, "path">, two: Omit<Seen, "path">): boolean {
  return one.size === two.size && one.mtime === two.mtime && one.ctime === two.ctime && one.inode === two.inode;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
