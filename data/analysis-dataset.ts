import type { Value, Variable } from "./dataset.ts";

/** A table for analysis as CDISC's ADaM describes them, with what define.xml tells of it. */
export interface AnalysisDataset {
  /** At most 8 capitals and digits. */
  readonly name: string;
  /** At most 40 characters. */
  readonly label: string;
  /** How ADaM calls a dataset of its kind, and what is particular about it. */
  readonly class: { readonly name: "BASIC DATA STRUCTURE"; readonly sub?: "TIME-TO-EVENT" };
  /** What one record is: "One record per subject, parameter, visit and time". */
  readonly structure: string;
  readonly variables: readonly AnalysisVariable[];
  /** How many records there are. */
  readonly length: number;
  /** The records from the first on, each time anew; of a date, the text YYYY-MM-DD. */
  readonly rows: Iterable<readonly Value[]>;
}

export interface AnalysisVariable extends Variable {
  readonly dataType: "string" | "integer" | "float" | "date";
  /** The place of a variable among those that tell the records apart, from 1. */
  readonly key?: number | undefined;
  /** Where the values come from: columns of the run's tables, or how they are computed. */
  readonly derivation: string;
  /** Computed or given by deltact, or a column of the run as it is. */
  readonly origin: "Derived" | "Assigned" | "Predecessor";
  /** Every value with what it means, where the values are codes. */
  readonly codes?: readonly (readonly [code: string, meaning: string])[] | undefined;
  /** Of numbers, the most characters of a value as it is written shortest, and the most digits behind its point. */
  readonly written?: { readonly width: number; readonly decimals: number } | undefined;
}
