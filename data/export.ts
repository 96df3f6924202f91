import type { Extract } from "./extract.ts";

/** One file as an instrument's software wrote it. */
export interface Export {
  /** Path relative to the study folder, with forward slashes. */
  readonly file: string;
  /** Valid until the next export is asked for. */
  readonly bytes: Uint8Array;
}

/** One file that was read before: what reading it gave stands for it. */
export interface ReadExport {
  readonly file: string;
  readonly extract: Extract;
}

/** What is kept of one export so that it need not be read again: what it gave, and which bytes it was. */
export interface KeptExport {
  readonly extract: Extract;
  /** Size of the export. */
  readonly bytes: number;
  readonly sha256: string;
}
