interface Named {
  readonly name: string;
  /** Columns of the subjects or samples table that models adjust for. */
  readonly covariates: readonly string[];
  /** The column of the subjects table that tells, by yes, who is compared; all are where there is none. */
  readonly among?: string | undefined;
}

/** Two values: which words of a column of the subjects table are yes, and which no. */
export interface BinaryOutcome extends Named {
  readonly kind: "binary";
  readonly column: string;
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** Words in an order, the least first: PD, RD, PR, CRi, CR. */
export interface OrderedOutcome extends Named {
  readonly kind: "ordered";
  readonly column: string;
  readonly order: readonly string[];
}

/** Words in no order. */
export interface CategoricalOutcome extends Named {
  readonly kind: "categories";
  readonly column: string;
}

/** A number. */
export interface ContinuousOutcome extends Named {
  readonly kind: "continuous";
  readonly column: string;
}

/** A time from Day 1 to an event, or to the end of follow-up without one. */
export interface TimedOutcome extends Named {
  readonly kind: "time-to-event";
  /** Column of the times, in `unit`. */
  readonly time: string;
  /** Column that is 1, yes or true where the event was seen. */
  readonly event: string;
  readonly unit: "days" | "weeks" | "months" | "years";
  /** Column of the date of Day 1, by which samples are placed on the scale of the times: else `first_dose`. */
  readonly start?: string | undefined;
  /** The column of the strata: risks are compared within them. */
  readonly strata?: string | undefined;
}

/** A clinical outcome, as study.yaml names it. */
export type Outcome = BinaryOutcome | OrderedOutcome | CategoricalOutcome | ContinuousOutcome | TimedOutcome;
