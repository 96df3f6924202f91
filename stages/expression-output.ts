import type { Matrix } from "../data/matrix.ts";
import { cellStates, type Replicates } from "../data/replicates.ts";
import type { Wells } from "../data/well.ts";
import type { Correction } from "./calibrator.ts";
import type { Normalised } from "./normalisers/normaliser.ts";

/** Why a cell has, or lacks, a dCt: as the replicates say, or that the sample has no reference. */
export const expressionStates = [...cellStates, "no-reference"] as const;
export const NO_REFERENCE = cellStates.length;

export interface ExpressionOutput {
  readonly wells: Wells;
  readonly replicates: Replicates;
  /** How a Ct becomes a dCt. */
  readonly reference: Normalised;
  /** Of each card, where the study names an inter-card calibrator. */
  readonly corrections: readonly Correction[];
  /** Samples by assays, as in `wells.samples` and the panel. */
  readonly delta: Matrix<"delta-ct">;
  /** Index of `expressionStates`. */
  readonly state: Uint8Array;
  /** The samples that have wells and a subject: by subject, visit and time. */
  readonly samples: readonly number[];
}
