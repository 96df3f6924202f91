import type { Contrast, Moment } from "./contrast.ts";

/** Where a run's numbers come from: enough to repeat it, and to tell whether a repeat is the same. */
export interface Provenance {
  readonly program: "deltact";
  readonly version: string;
  /** Hash of inputs, settings and version. */
  readonly run: string;
  readonly study: string;
  readonly inputs: readonly Input[];
  readonly settings: readonly SettingUsed[];
  /** Subjects, samples, cards and exports are told by pseudonyms: which key made them, by its fingerprint. */
  readonly pseudonyms?: { readonly key: string } | undefined;
  /** The moments in the order of the study, and its contrasts; undefined in runs from before they were told. */
  readonly design?: { readonly moments: readonly Moment[]; readonly contrasts: readonly Contrast[] } | undefined;
  /** What was told of the exports beyond what they hold. */
  readonly notes?: readonly string[] | undefined;
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly sha256: string }[];
  /** The cards as spreadsheets of RDES; undefined in runs from before there were any. */
  readonly rdes?: readonly { readonly file: string; readonly rows: number; readonly sha256: string }[] | undefined;
}

/** What provenance.json holds: the provenance, what each stage found, and the times of the run. */
export interface RunRecord extends Provenance {
  /** The sentence of each stage that was done. */
  readonly headlines: readonly { readonly stage: string; readonly text: string }[];
  /** undefined where the run was stopped before the report, and in runs from before it was told. */
  readonly report?: { readonly sha256: string } | undefined;
  /** Version of Node. */
  readonly node?: string | undefined;
  /** As in 2026-11-24T22:01:16.178Z. */
  readonly ended: string;
}

/** The path that is told of exports that hold nothing but samples without consent. */
export const WITHHELD = "(withheld)";

/** The paths of inputs that are uploads begin so. */
export const INBOX = "inbox/";

export interface Input {
  /** Relative to the study folder; WITHHELD for a file that holds only samples without consent. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface SettingUsed {
  readonly name: string;
  readonly value: string;
  readonly from: "study.yaml" | "default";
  readonly unit: string;
  readonly meaning: string;
}
