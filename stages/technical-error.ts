import type { Replicates } from "../data/replicates.ts";
import type { Normalised } from "./normalisers/normaliser.ts";

interface Measured {
  readonly replicates: Replicates;
  readonly reference: Normalised;
}

/** SD of a dCt: that of the replicates of its assay and of the reference; NaN where there are none. */
export function deltaSd({ replicates, reference }: Measured, sample: number, assay: number): number {
  return Math.sqrt(square({ replicates, reference }, sample, assay) + reference.variance[sample]!);
}

/** Standard error of a dCt: of those means, and of what all samples share (efficiencies, the calibrator of the card). */
export function deltaSe(measured: Measured, sample: number, assay: number): number {
  return Math.sqrt(errorVariance(measured, sample, assay) + measured.reference.shared(assay, sample));
}

/** Standard error of the difference of a dCt between two samples; what they share cancels as far as it is the same. */
export function differenceSe(measured: Measured, one: number, two: number, assay: number): number {
  return Math.sqrt(
    errorVariance(measured, one, assay) +
      errorVariance(measured, two, assay) +
      measured.reference.shared(assay, one, two),
  );
}

function errorVariance(measured: Measured, sample: number, assay: number): number {
  const { replicates, reference } = measured;
  const wells = replicates.wells[sample * replicates.assays + assay]!;
  return square(measured, sample, assay) / wells + reference.errorVariance[sample]!;
}

/** Variance of the replicates of a cell, as cycles of dCt. */
function square({ replicates, reference }: Measured, sample: number, assay: number): number {
  return (reference.slope[assay]! * (replicates.sd[sample * replicates.assays + assay] ?? Number.NaN)) ** 2;
}
