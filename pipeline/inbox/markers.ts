import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Seen } from "./files.ts";

/** A marker longer than this is none: it holds a hash, or nothing. */
const MOST = 4096n;

export type Marked =
  /** `sha256`: that which the upload must have, where the marker says so. */
  | { readonly kind: "complete"; readonly sha256?: string | undefined }
  | { readonly kind: "waits"; readonly why: string };

/**
 * Completion markers: where they are asked for, an upload is taken only when its name with the suffix has settled beside it.
 * A marker is empty, or holds the SHA-256 of its upload, as sha256sum writes it.
 */
export class Markers {
  /** The files that may be uploads. */
  readonly uploads: readonly Seen[];
  private readonly settled = new Map<string, Seen>();

  constructor(
    private readonly inbox: string,
    files: readonly Seen[],
    private readonly suffix: string | undefined,
    /** Whether a marker did not change for long enough. */
    rests: (marker: Seen) => boolean,
  ) {
    const isMarker = ({ path }: Seen) => suffix !== undefined && path.endsWith(suffix);
    this.uploads = files.filter((file) => !isMarker(file));
    for (const file of files) if (isMarker(file) && rests(file)) this.settled.set(file.path, file);
  }

  of(path: string): Marked {
    if (this.suffix === undefined) return { kind: "complete" };
    const name = `${path}${this.suffix}`;
    const marker = this.settled.get(name);
    if (marker === undefined) return { kind: "waits", why: `waits for ${name}` };
    if (marker.size === 0n) return { kind: "complete" };
    let text = "";
    try {
      if (marker.size <= MOST) text = readFileSync(join(this.inbox, name), "latin1");
    } catch (error) {
      return { kind: "waits", why: `${name} cannot be read: ${(error as Error).message}` };
    }
    const sha256 = /^[0-9a-f]{64}(?=\s|$)/i.exec(text)?.[0].toLowerCase();
    return sha256 ? { kind: "complete", sha256 } : { kind: "waits", why: `${name} holds no SHA-256` };
  }
}
