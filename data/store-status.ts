/** What a store of uploads holds, and what was done last. */
export interface StoreStatus {
  readonly inboxes: readonly InboxStatus[];
  readonly studies: readonly StudyStatus[];
  /** How many uploads there are of each state. */
  readonly uploads: Readonly<Record<string, number>>;
  readonly waiting: readonly WaitingFile[];
  readonly quarantined: readonly QuarantinedUpload[];
  readonly superseded: readonly SupersededUpload[];
}

export interface InboxStatus {
  readonly inbox: string;
  /** As in 2026-11-24T22:01:16.178Z. */
  readonly looked: string;
  /** Studies that the last call could not run. */
  readonly failed: readonly { readonly study: string; readonly reason: string }[];
}

export interface StudyStatus {
  readonly study: string;
  /** How many uploads its next run is made of. */
  readonly uploads: number;
  /** The last run that was made for it; undefined where there is none. */
  readonly last: { readonly made: string; readonly folder: string; readonly headline: string } | undefined;
}

/** A file that was seen and is not processed yet. */
export interface WaitingFile {
  readonly file: string;
  readonly since: string;
  readonly why: string;
}

export interface QuarantinedUpload {
  readonly file: string;
  readonly sha256: string;
  readonly since: string;
  /** The first line of why. */
  readonly reason: string;
  readonly remedy: string;
  /** The file in the store that says all of it. */
  readonly more: string;
}

export interface SupersededUpload {
  readonly file: string;
  readonly sha256: string;
  readonly since: string;
  /** What took its place. */
  readonly by: { readonly file: string; readonly sha256: string };
}
