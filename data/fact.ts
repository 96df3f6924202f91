/** Something that is recorded of a subject on a day, and where: every derived number names the fact it came from. */
export interface Fact {
  /** Whole days since 1970-01-01. */
  readonly day: number;
  /** Whether the record lacks the day or the month, and a rule of the settings gave it. */
  readonly imputed: boolean;
  readonly file: string;
  /** Line in that file, from 1. */
  readonly line: number;
}
