import type { Watcher } from "../store/disk.ts";

export interface ProcessOptions {
  readonly studies: readonly string[];
  readonly inbox: string;
  readonly store: string;
  readonly out: string;
  /** Milliseconds for which a file must not change before it is taken. */
  readonly quiet: number;
  /** Milliseconds for which the rest of a file that breaks off is waited for. */
  readonly grace: number;
  /** What a completion marker's name ends with; not given: uploads need none. */
  readonly marker?: string | undefined;
  /** Where uploads that were processed are moved to; not given: they stay. */
  readonly move?: string | undefined;
  /** Hashes, or their beginnings, of quarantined uploads to take up again; "all" takes all. */
  readonly retry?: readonly string[] | undefined;
  /** Whether it is done on a copy of the ledger alone, and no study is run. */
  readonly rehearsal?: boolean | undefined;
  readonly now: () => Date;
  /** Told of each thing that was done, in a line for people and as data. */
  readonly tell: Tell;
  readonly watcher?: Watcher | undefined;
}

export type Tell = (line: string, data: Readonly<Record<string, unknown>>) => void;

/** What came of one call. */
export interface Processed {
  /** Another process is at work on the store, and nothing was done. */
  readonly busy: boolean;
  /** Whether the ledger tells of anything that was done. */
  readonly changed: boolean;
  /** Files that are looked at again later. */
  readonly waiting: number;
  readonly ingested: number;
  /** Files that were quarantined, or cannot be read or moved. */
  readonly quarantined: number;
  /** Studies that could not be run, with why. */
  readonly failed: readonly { readonly study: string; readonly reason: string }[];
  /** Folders of the runs that were made. */
  readonly runs: readonly string[];
}
