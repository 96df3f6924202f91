/** One file as an instrument's software wrote it. */
export interface Export {
  /** Path relative to the study folder, with forward slashes. */
  readonly file: string;
  /** Valid until the next export is asked for. */
  readonly bytes: Uint8Array;
}
