/** Where a run's numbers come from: enough to repeat it, and to tell whether a repeat is the same. */
export interface Provenance {
  readonly program: "deltact";
  readonly version: string;
  /** Hash of inputs, settings and version. */
  readonly run: string;
  readonly study: string;
  readonly inputs: readonly Input[];
  readonly settings: readonly SettingUsed[];
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly sha256: string }[];
}

export interface Input {
  /** Relative to the study folder; "(withheld)" for a file that holds only samples without consent. */
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
