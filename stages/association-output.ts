import type { Moment } from "../data/contrast.ts";
import type { Outcome } from "../data/outcome.ts";
import type { Subject } from "../data/subject.ts";
import type { AssociationRow } from "./association-columns.ts";
import type { AssociationModel } from "./association-model.ts";
import type { AssociationVariant } from "./association-sensitivity.ts";
import type { AssociationSet } from "./association-sets.ts";
import type { ChangeOutput } from "./change.ts";
import type { Answers } from "./methods/method.ts";
import type { Place } from "./places.ts";

/** What the association stage is given, and below what it makes of it. */
export interface AssociationInput {
  readonly change: ChangeOutput;
  /** Every visit and time of the study. */
  readonly moments: readonly Moment[];
  readonly outcomes: readonly Outcome[];
  readonly subjects: readonly Subject[];
  /** The subjects table, for errors. */
  readonly subjectsFile: string;
}

export interface AssociationOutput {
  readonly rows: readonly AssociationRow[];
  /** By the outcome's name. */
  readonly answers: ReadonlyMap<string, Answers>;
  readonly places: readonly Place[];
  readonly sensitivity: readonly AssociationVariant[];
  readonly sets: readonly AssociationSet[];
  readonly models: readonly AssociationModel[];
}
