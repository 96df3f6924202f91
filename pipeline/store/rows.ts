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
  readonly reason: string | null;
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
}
