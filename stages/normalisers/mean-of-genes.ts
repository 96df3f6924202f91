import type { Panel } from "../../data/panel.ts";
import { Cell, type Replicates } from "../../data/replicates.ts";
import type { Normalised, NormaliserInput, NormaliserSettings } from "./normaliser.ts";
import { completeByOffsets } from "./offsets.ts";

/**
 * Subtracts from every Ct of a sample the mean over some genes of each gene's replicate mean. Averaging Ct is the geometric
 * mean of quantity; each gene counts once however many wells it has. `slope`: by assay, what every Ct is multiplied by before.
 *
 * A missing gene would shift the mean by its distance from the others. It is estimated from the sample's and the gene's
 * offsets in the samples of its group, so that no other card changes it; or the sample has no dCt.
 */
export function meanOfGenes(
  { replicates, groups }: NormaliserInput,
  genes: readonly number[],
  set: NormaliserSettings,
  slope: Float64Array = new Float64Array(replicates.assays).fill(1),
): Omit<Normalised, "methods" | "findings"> {
  const { samples } = replicates;
  const ct = new Float64Array(samples).fill(Number.NaN);
  const variance = new Float64Array(samples).fill(Number.NaN);
  const errorVariance = new Float64Array(samples).fill(Number.NaN);
  const measured = new Uint16Array(samples);
  for (const own of groups) {
    const rows = own.map((sample) => genesOf(replicates, genes, slope, sample));
    rows.forEach((row, at) => {
      measured[own[at]!] = row.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
    });
    const complete = set.missing_reference === "estimate" ? completeByOffsets(rows) : rows;
    complete.forEach((row, at) => {
      const sample = own[at]!;
      ct[sample] = row.reduce((sum, value) => sum + value, 0) / row.length;
      [variance[sample], errorVariance[sample]] = spread(replicates, genes, slope, sample);
    });
  }
  const delta = (sample: number, assay: number, of: number) => slope[assay]! * of - ct[sample]!;
  return { delta, ct, genes, measured, slope, variance, errorVariance, shared: () => 0 };
}

/** The Ct of each gene in a sample, times its slope; NaN where it is not measured. A Ct above the limit is none. */
function genesOf(
  { assays, state, ct }: Replicates,
  genes: readonly number[],
  slope: Float64Array,
  sample: number,
): Float64Array {
  return Float64Array.from(genes, (assay) =>
    state[sample * assays + assay] === Cell.measured ? slope[assay]! * ct[sample * assays + assay]! : Number.NaN,
  );
}

/** sum(SD^2) / k^2 and sum(SD^2 / n) / k^2, of Ct times slope; NaN unless every gene has replicates. */
function spread(
  { assays, sd, wells }: Replicates,
  genes: readonly number[],
  slope: Float64Array,
  sample: number,
): [number, number] {
  const k = genes.length;
  let variance = 0;
  let error = 0;
  for (const assay of genes) {
    const cell = sample * assays + assay;
    const square = sd.length === 0 ? Number.NaN : (slope[assay]! * sd[cell]!) ** 2;
    variance += square / k ** 2;
    error += square / wells[cell]! / k ** 2;
  }
  return [variance, error];
}

/** What becomes of a sample that lacks a gene, in a sentence; `gene`: what the genes are. */
export function missingRule(set: NormaliserSettings, gene: string): string {
  return set.missing_reference === "estimate"
    ? `A missing ${gene} Ct was estimated from the sample and gene offsets of the same subject's other samples`
    : `A sample that lacks the Ct of a ${gene} gene was left out`;
}

/** Symbols of genes, in the order given. */
export function symbols({ assays }: Panel, genes: readonly number[]): string {
  return genes.map((assay) => assays[assay]!.gene).join(", ");
}
