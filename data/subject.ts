/** One participant. */
export interface Subject {
  readonly subject: string;
  /** Every column of the subjects table, as written. */
  readonly columns: Readonly<Record<string, string>>;
  /** Where the subjects table lists it. */
  readonly line: number;
}
