import type { PlacedMap } from "../../data/column-map.ts";

/** One text that may hold wells: a file, a sheet, or a member of a package. */
export interface Text {
  readonly file: string;
  /** Where in the file it stands, as a card's `part`. */
  readonly part: string;
  /** UTF-8 without a mark; cells are parted by tabs, whatever the file parts them by. */
  readonly bytes: Uint8Array;
  /** Its beginning, a character for each byte: what is ASCII in it can be told by. */
  readonly head: string;
  /** By line here, from 0, its number in the file, from 1; undefined: they are the same. */
  readonly lineOf?: Uint32Array | undefined;
  /** What the file parts cells by. */
  readonly delimiter: Delimiter;
  /** Where its quotes are not closed. */
  readonly broken?: { readonly line: number; readonly text: string } | undefined;
  /** Which column holds what, where the study says so. */
  readonly map?: PlacedMap | undefined;
}

export type Delimiter = "\t" | "," | ";" | " ";

/** So much of a text is looked at first, and so much at most, to tell its format. */
export const HEAD = 16_384;
export const MOST_HEAD = 1_048_576;

/** Whether its last line has an end; one that has none may have been cut off. */
export function isEnded(bytes: Uint8Array): boolean {
  const last = bytes.at(-1);
  return last === undefined || last === 10 || last === 13;
}

export function headOf(bytes: Uint8Array, size: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(size, bytes.length)).toString("latin1");
}
