import type { Contrast, Moment } from "../data/contrast.ts";
import type { Outcome } from "../data/outcome.ts";
import type { Values } from "../data/setting.ts";
import type { Subject } from "../data/subject.ts";
import type { Wells } from "../data/well.ts";
import type { associationSettings } from "./association-columns.ts";
import type { AssociationOutput } from "./association-output.ts";
import type { ChangeOutput } from "./change.ts";
import type { changeSettings } from "./change-columns.ts";
import type { QualityOutput } from "./quality.ts";
import type { Alternative, Chosen } from "./sensitivity-alternatives.ts";
import type { Sensitivity } from "./sensitivity-columns.ts";
import type { Main } from "./sensitivity-findings.ts";

/** What the stage of sensitivity is given, and below what it makes of it. */
export interface SensitivityInput {
  readonly wells: Wells;
  readonly quality: QualityOutput;
  readonly change: ChangeOutput;
  readonly association: AssociationOutput;
  readonly contrasts: readonly Contrast[];
  readonly moments: readonly Moment[];
  readonly outcomes: readonly Outcome[];
  readonly subjects: readonly Subject[];
  /** The stage of expression, for wells that are averaged in another way. */
  readonly express: Chosen["express"];
  readonly set: {
    readonly ct_caution: number;
    readonly change: Values<typeof changeSettings>;
    readonly association: Values<typeof associationSettings>;
  };
}

export interface SensitivityOutput {
  /** Finding by finding, each as the study has it first. */
  readonly rows: readonly Sensitivity[];
  readonly findings: readonly Main[];
  readonly alternatives: readonly Alternative[];
  /** Names of alternatives under which the study cannot be computed. */
  readonly impossible: readonly string[];
}
