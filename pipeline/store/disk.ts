import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, unlinkSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Told of every operation before it is done. Tests hand in one that fails, or kills the process, at any of them. */
export type Watcher = (operation: string, path: string) => void;

/** The file operations of the store. What they return from is on the disk: files and their folders are synced. */
export class Disk {
  constructor(private readonly watcher: Watcher = () => {}) {}

  folder(path: string): void {
    this.watcher("mkdir", path);
    mkdirSync(path, { recursive: true });
  }

  /** Writes a file beside its place and renames it: it is whole or absent. */
  write(path: string, bytes: Uint8Array): void {
    this.folder(dirname(path));
    const making = `${path}.${process.pid}.tmp`;
    this.watcher("open", making);
    const file = openSync(making, "w", 0o644);
    try {
      this.watcher("write", making);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      this.watcher("fsync", making);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    this.rename(making, path);
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
  private sync(folder: string): void {
    this.watcher("fsync", folder);
    const file = openSync(folder, "r");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}
