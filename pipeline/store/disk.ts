import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, unlinkSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Told of every operation before it is done, and of a transaction also when it is done. Tests hand in one that fails, or
 * kills the process, at any of them.
 */
export type Watcher = (operation: string, path: string) => void;

/** Whether an error tells of a disk that is full, broken, read-only or gone, rather than of a mistake of ours. */
export function isOfDisk(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return "syscall" in error || /^SQLITE_(BUSY|CANTOPEN|CORRUPT|FULL|IOERR|LOCKED|NOTADB|PERM|READONLY)/.test(code);
}

/** The file operations of the store. What they return from is on the disk: files and their folders are synced. */
export class Disk {
  constructor(private readonly watcher: Watcher = () => {}) {}

  folder(path: string): void {
    this.watcher("mkdir", path);
    const first = mkdirSync(path, { recursive: true });
    if (first === undefined) return;
    // Each of the folders that were made is a name in the one above it.
    for (let made = resolve(path); made.length >= resolve(first).length; made = dirname(made)) this.sync(dirname(made));
  }

  /** Writes a file beside its place and renames it: it is whole or absent. A failure leaves nothing on a full disk. */
  write(path: string, bytes: Uint8Array, making = `${path}.${process.pid}.tmp`): void {
    this.folder(dirname(path));
    try {
      this.fill(making, bytes);
      this.rename(making, path);
    } catch (error) {
      rmSync(making, { force: true });
      throw error;
    }
  }

  rename(from: string, to: string): void {
    this.watcher("rename", to);
    renameSync(from, to);
    this.sync(dirname(to));
  }

  remove(path: string): void {
    this.watcher("unlink", path);
    unlinkSync(path);
    this.sync(dirname(path));
  }

  /** A name is on the disk when its folder is. */
  sync(folder: string): void {
    this.watcher("fsync", folder);
    const file = openSync(folder, "r");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  private fill(path: string, bytes: Uint8Array): void {
    this.watcher("open", path);
    const file = openSync(path, "w", 0o644);
    try {
      this.watcher("write", path);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      this.watcher("fsync", path);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}
