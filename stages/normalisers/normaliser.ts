import type { Finding } from "../../data/finding.ts";
import type { Replicates } from "../../data/replicates.ts";
import type { Wells } from "../../data/well.ts";

/**
 * What a normaliser leaves as it is. Each part names what it keeps; test/invariants.test.ts holds it to that on random
 * studies, and shows by an example that it does not keep what it does not name. None depends on the order of rows or files.
 *
 * centred: the mean dCt of the genes that are averaged is 0 in every sample that has them all.
 * amount: a constant added to all Ct of a sample, as by more or less RNA, changes nothing.
 * slope: a cycle more of a target divides its expression by its efficiency, and so halves it where that is 2.
 * share: k cycles more of one of the m genes that are averaged lower every other dCt by k / m, times its log2 efficiency.
 * alone: another subject's card changes no other sample's dCt.
 */
export const invariants = ["centred", "amount", "slope", "share", "alone"] as const;

export type Invariant = (typeof invariants)[number];

export interface NormaliserInput {
  readonly wells: Wells;
  readonly replicates: Replicates;
  /** Samples that may tell each other's missing Ct: those of a subject. */
  readonly groups: readonly (readonly number[])[];
}

export interface NormaliserSettings {
  readonly missing_reference: "estimate" | "exclude";
  readonly reference_gene: string;
  readonly common_rate: number;
}

/** How a Ct becomes a dCt. Arrays are by sample, as in `wells.samples`, but for `slope`; NaN where there is none. */
export interface Normalised {
  /** The dCt of an assay in a sample at a Ct, in cycles, be it measured or a limit; NaN where the sample has none. */
  readonly delta: (sample: number, assay: number, ct: number) => number;
  /** What was subtracted, in cycles. */
  readonly ct: Float64Array;
  /** Indices of the assays whose mean that is; none where it is no mean of genes. */
  readonly genes: readonly number[];
  /** How many of them were measured; the others were estimated. */
  readonly measured: Uint16Array;
  /** By assay, the cycles of dCt that a cycle of Ct is: log2 of the efficiency. */
  readonly slope: Float64Array;
  /** Variance of that Ct from the spread of replicates, and of their means; square cycles. */
  readonly variance: Float64Array;
  readonly errorVariance: Float64Array;
  /**
   * Variance, in square cycles, of an assay's dCt from errors that samples share, or of its difference between two samples, in
   * which they cancel in part.
   */
  readonly shared: (assay: number, sample: number, other?: number) => number;
  /** As the methods paragraph says it. */
  readonly methods: string;
  readonly findings: readonly Finding[];
}

/** A way to make samples of different amounts of RNA comparable. */
export interface Normaliser {
  readonly name: string;
  readonly keeps: readonly Invariant[];
  readonly citations: readonly string[];
  /** @throws {Trouble} when the settings or the samples allow none. */
  readonly normalise: (input: NormaliserInput, set: NormaliserSettings) => Normalised;
}
