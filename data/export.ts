import type { PlacedMap } from "./column-map.ts";
import type { Extract } from "./extract.ts";

/** One file as an instrument's software wrote it, or one that lay in an archive. */
export interface Export {
  /** Path relative to the study folder, with forward slashes; of what lay in an archive, the archive's. */
  readonly file: string;
  /** Where in the file it lay: "/cards/1.txt" in an archive. */
  readonly part?: string | undefined;
  /** Valid until the next export is asked for. */
  readonly bytes: Uint8Array;
  /** What it holds, where it was no plain text. */
  readonly opened?: Opened | undefined;
  /** Which column holds what, where the study says so. */
  readonly columns?: PlacedMap | undefined;
}

/** What a file holds that is no plain text. */
export type Opened =
  /** Each sheet as text: a line for each row from the first on, cells parted by tabs, numbers in full. */
  | { readonly kind: "workbook"; readonly sheets: readonly Part[] }
  /** Files that only together are an export: RDML and .eds. */
  | { readonly kind: "package"; readonly members: readonly Part[] }
  /** Files that each stand for themselves. */
  | { readonly kind: "archive"; readonly members: readonly Export[] }
  /** It cannot be opened; `text` says why. */
  | { readonly kind: "broken"; readonly text: string };

export interface Part {
  readonly name: string;
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
