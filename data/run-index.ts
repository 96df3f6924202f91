/** The runs in a folder, by study: studies and runs with the newest first. */
export interface RunIndex {
  readonly studies: readonly { readonly study: string; readonly runs: readonly ListedRun[] }[];
  /** Folders that hold a provenance.json that cannot be read. */
  readonly unreadable: readonly { readonly folder: string; readonly reason: string }[];
}

export interface ListedRun {
  readonly folder: string;
  readonly run: string;
  readonly version: string;
  /** As in 2026-11-24T22:01:16.178Z. */
  readonly ended: string;
  /** Whether it went through all stages and has a report. */
  readonly whole: boolean;
  /** What it found. */
  readonly found: readonly string[];
  /** What it was given otherwise than the run of the study before it. */
  readonly since: string;
}
