export type UploadState = "received" | "ingested" | "superseded" | "quarantined" | "forgotten";

/** An upload, by what it holds. */
export interface Upload {
  readonly sha256: string;
  /** The name under which it first came, within the inbox. */
  readonly name: string;
  readonly bytes: number;
  readonly state: UploadState;
  readonly study: string | null;
  /** How often it was begun to be read; a file that kills the process is known by it. */
  readonly attempts: number;
  /** Why it is quarantined, or by which upload it is superseded. */
  readonly reason: string | null;
  /** Whether its bytes are kept: 0 where they were pruned. */
  readonly kept: 0 | 1;
  readonly received: string;
  readonly changed: string;
}

/** The wells that an upload holds of a card. */
export interface CardRow {
  readonly card: string;
  readonly run: string;
  readonly sha256: string;
  readonly wells: string;
}

export interface RunRow {
  readonly run: string;
  readonly study: string;
  readonly folder: string;
  readonly uploads: string;
  readonly headline: string;
  readonly made: string;
  /** When it began to hold. */
  readonly since: string;
}

/** The last look at a file of an inbox. */
export interface LookRow {
  readonly inbox: string;
  readonly path: string;
  readonly size: number;
  readonly at: number;
  /** What it held when it was taken. */
  readonly sha256: string | null;
  /** Why it cannot be taken as it is. */
  readonly reason: string | null;
}
