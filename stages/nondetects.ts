import { Cell, isNonDetect } from "../data/replicates.ts";
import type { ExpressionOutput } from "./expression-output.ts";

/** Ways to take a non-detect. */
export const policies = ["censored", "drop", "limit", "limit+1", "forty"] as const;

export type Policy = (typeof policies)[number];

export interface NonDetectSettings {
  readonly nondetects: Policy;
  readonly ct_limit: number;
}

/** What a cell is in a comparison. */
export const Is = { absent: 0, measured: 1, imputed: 2, censored: 3 } as const;

/**
 * Reads cells as comparisons want them, on log2 expression (-dCt). A non-detect is left out, or a number the study file
 * chose, or censored: then its value is the sample's limit, and the truth is at most that.
 */
export class Readings {
  /** Whether a non-detect stays one, rather than being left out or given a number. */
  readonly censored: boolean;
  private readonly assays: number;
  private readonly put: number | undefined;

  constructor(
    private readonly expression: ExpressionOutput,
    set: NonDetectSettings,
  ) {
    this.censored = set.nondetects === "censored";
    this.assays = expression.replicates.assays;
    this.put = { censored: set.ct_limit, drop: undefined, limit: set.ct_limit, "limit+1": set.ct_limit + 1, forty: 40 }[
      set.nondetects
    ];
  }

  /** Kind of a cell: one of `Is`. */
  kind(sample: number, assay: number): number {
    const state = this.expression.state[sample * this.assays + assay]!;
    if (state === Cell.measured) return Is.measured;
    if (!isNonDetect(state) || this.put === undefined) return Is.absent;
    return this.censored ? Is.censored : Is.imputed;
  }

  /** log2 expression of a cell that is not absent; of a censored one, its upper bound. */
  value(sample: number, assay: number): number {
    const measured = this.expression.delta.values[sample * this.assays + assay]!;
    return -(Number.isNaN(measured) ? this.expression.reference.delta(sample, assay, this.put!) : measured);
  }

  /** By assay, the fraction of samples in which it was seen, of those in which it was looked for; 0 where it was in none. */
  detectionRates(samples: readonly number[]): Float64Array {
    const seen = new Float64Array(this.assays);
    const looked = new Uint32Array(this.assays);
    for (const sample of samples) {
      for (let assay = 0; assay < this.assays; assay++) {
        const state = this.expression.state[sample * this.assays + assay]!;
        if (state !== Cell.measured && !isNonDetect(state)) continue;
        looked[assay]!++;
        if (state === Cell.measured) seen[assay]!++;
      }
    }
    return seen.map((count, assay) => (looked[assay] === 0 ? 0 : count / looked[assay]!));
  }
}
