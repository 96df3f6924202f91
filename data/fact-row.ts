import type { assessmentColumns } from "./assessment.ts";
import type { eventColumns } from "./clinical-event.ts";

/**
 * A row of a table of clinical facts as a dataset tells it: texts under the columns of that table, to be judged as its own
 * rows are. Dates are written YYYY-MM-DD, and partial ones as they were written: what they are is a setting.
 */
export interface FactRow<Column extends string> {
  readonly subject: string;
  readonly cells: Readonly<Partial<Record<Column, string>>>;
  readonly file: string;
  /** Line of the record that it came from, or its number in the dataset where the file has no lines; of several, the first. */
  readonly line: number;
  /** The same number, where it is one of a record and not of a line. */
  readonly record?: number;
  /** Where a cell came from another record than the row is named by: the place of that one. */
  readonly others?: Readonly<Partial<Record<Column, FactPlace>>>;
}

export interface FactPlace {
  readonly file: string;
  readonly line: number;
  readonly record?: number | undefined;
}

export type AssessmentRow = FactRow<keyof typeof assessmentColumns>;
export type EventRow = FactRow<keyof typeof eventColumns>;
