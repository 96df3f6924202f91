import type { Replicates } from "../../data/replicates.ts";
import type { Wells } from "../../data/well.ts";

/** What is subtracted from every Ct of a sample. Arrays are by sample, as in `wells.samples`; NaN where there is none. */
export interface Normalised {
  /** Cycles. */
  readonly ct: Float64Array;
  /** Variance of that Ct from the spread of replicates, and of their means; square cycles. */
  readonly variance: Float64Array;
  readonly errorVariance: Float64Array;
  /** How many reference genes were measured; the others were estimated. */
  readonly measured: Uint8Array;
}

export interface NormaliserSettings {
  readonly missing_reference: "estimate" | "exclude";
}

/** A way to make samples of different amounts of RNA comparable: by what to subtract from each sample's Ct. */
export interface Normaliser {
  readonly name: string;
  /** As the methods paragraph says it. */
  readonly methods: (wells: Wells, set: NormaliserSettings) => string;
  readonly normalise: (wells: Wells, replicates: Replicates, set: NormaliserSettings) => Normalised;
}
