import { Cell, type Replicates } from "../../data/replicates.ts";
import type { Wells } from "../../data/well.ts";
import type { Normalised, Normaliser } from "./normaliser.ts";
import { completeByOffsets } from "./offsets.ts";

/**
 * The mean over the reference genes of each gene's replicate mean. Averaging Ct is the geometric mean of quantity; each
 * gene counts once however many wells it has. Source: Vandesompele et al. 2002, Genome Biology 3:research0034.
 *
 * A missing reference gene would shift the mean by its distance from the others. It is estimated from the sample's
 * and the gene's offsets in the subject's own samples, so that no other card changes it; or the sample has no dCt.
 */
export const referenceGenes: Normaliser = {
  name: "reference-genes",
  methods: ({ panel }, set) => {
    const names = panel.references.map((assay) => panel.assays[assay]!.gene);
    const missing =
      set.missing_reference === "estimate"
        ? "A missing reference Ct was estimated from the sample and gene offsets of the same subject's other samples"
        : "A sample that lacks the Ct of a reference gene was left out";
    return `Delta Ct (dCt) is the mean Ct of the assay less the mean over the reference genes ${names.join(", ")} of their mean Ct. ${missing}.`;
  },
  normalise(wells, replicates, set): Normalised {
    const { samples } = replicates;
    const ct = new Float64Array(samples).fill(Number.NaN);
    const variance = new Float64Array(samples).fill(Number.NaN);
    const errorVariance = new Float64Array(samples).fill(Number.NaN);
    const measured = new Uint8Array(samples);
    const subjects = new Map<string, number[]>();
    wells.samples.forEach(({ subject }, sample) => {
      if (subject !== "") subjects.set(subject, [...(subjects.get(subject) ?? []), sample]);
    });
    for (const own of subjects.values()) {
      const rows = own.map((sample) => referenceCt(wells, replicates, sample));
      rows.forEach((row, at) => {
        measured[own[at]!] = row.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
      });
      const complete = set.missing_reference === "estimate" ? completeByOffsets(rows) : rows;
      complete.forEach((row, at) => {
        const sample = own[at]!;
        ct[sample] = row.reduce((sum, value) => sum + value, 0) / row.length;
        [variance[sample], errorVariance[sample]] = spread(wells, replicates, sample);
      });
    }
    return { ct, variance, errorVariance, measured };
  },
};

/** The mean Ct of each reference gene in a sample; NaN where it is not measured. A Ct above the limit is none. */
function referenceCt({ panel }: Wells, { assays, state, ct }: Replicates, sample: number): Float64Array {
  return Float64Array.from(panel.references, (assay) =>
    state[sample * assays + assay] === Cell.measured ? ct[sample * assays + assay]! : Number.NaN,
  );
}

/** sum(SD^2) / k^2 and sum(SD^2 / n) / k^2; NaN unless every reference gene has replicates. */
function spread({ panel }: Wells, { assays, sd, wells }: Replicates, sample: number): [number, number] {
  const k = panel.references.length;
  let variance = 0;
  let error = 0;
  for (const assay of panel.references) {
    const cell = sample * assays + assay;
    const square = sd.length === 0 ? Number.NaN : sd[cell]! ** 2;
    variance += square / k ** 2;
    error += square / wells[cell]! / k ** 2;
  }
  return [variance, error];
}
