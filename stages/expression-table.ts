import { columns } from "../data/column.ts";
import type { Table } from "../data/table.ts";
import { type ExpressionOutput, expressionStates } from "./expression-output.ts";
import { deltaSd, deltaSe } from "./technical-error.ts";
import { geneColumns } from "./test-columns.ts";

export const expressionColumns = columns({
  sample: { kind: "text", meaning: "Sample" },
  subject: { kind: "text", meaning: "Subject" },
  visit: { kind: "text", meaning: "Visit" },
  time: { kind: "text", meaning: "Nominal time at the visit" },
  hours: { kind: "number", meaning: "Hours after the dose", unit: "h" },
  ...geneColumns,
  role: { kind: "text", meaning: "target, reference or control" },
  wells: { kind: "count", meaning: "Wells averaged" },
  ct: { kind: "number", meaning: "Mean Ct over the wells", unit: "cycles" },
  ct_sd: {
    kind: "number",
    meaning: "Standard deviation of Ct over the wells; blank with fewer than two",
    unit: "cycles",
  },
  reference_ct: {
    kind: "number",
    meaning:
      "What is subtracted: by default the mean over the reference genes of their mean Ct; global-mean: the mean over the common assays; quantile: the mean of the distribution that all samples share",
    unit: "cycles",
  },
  reference_genes: {
    kind: "count",
    meaning: "Genes of that mean that are measured in the sample; the others were estimated (quantile: 0, it has none)",
  },
  delta_ct: {
    kind: "number",
    meaning:
      "dCt = ct - reference_ct; up is less expression (efficiency: ct times log2 of the efficiency; quantile: the normalised ct; less the card's correction where there is a calibrator)",
    unit: "cycles",
  },
  delta_ct_sd: {
    kind: "number",
    meaning:
      "Spread of the replicate wells: sqrt(SD(target)^2 + sum SD(reference)^2 / k^2) over k reference genes; blank where one has no replicates, and under quantile",
    unit: "cycles",
  },
  delta_ct_se: {
    kind: "number",
    meaning:
      "The same of standard errors: sqrt(SD^2 / n + sum (SD^2 / n) / k^2), and those of efficiencies and of the card's correction where they are given",
    unit: "cycles",
  },
  expression: {
    kind: "number",
    meaning: "2^-dCt: quantity relative to the reference genes (global-mean, quantile: to the average assay)",
  },
  log2_expression: { kind: "number", meaning: "-dCt", unit: "log2" },
  state: { kind: "text", meaning: `${expressionStates.join(", ")}: why there is, or is not, a dCt` },
});

/** One row an assay and sample. */
export function expressionTable({ wells, replicates, reference, delta, state, samples }: ExpressionOutput): Table {
  const { assays } = wells.panel;
  const width = assays.length;
  const sampleOf = (row: number) => samples[Math.floor(row / width)]!;
  const cellOf = (row: number) => sampleOf(row) * width + (row % width);
  const sampleAt = (row: number) => Math.floor(row / width);
  const assayAt = (row: number) => row % width;
  const bySample = (words: readonly string[]) => ({ words, word: sampleAt });
  const byAssay = (words: readonly string[]) => ({ words, word: assayAt });
  const of = samples.map((sample) => wells.samples[sample]!);
  const error = (of: typeof deltaSd) => (row: number) =>
    replicates.sd.length === 0 || Number.isNaN(delta.values[cellOf(row)]!)
      ? Number.NaN
      : of({ replicates, reference }, sampleOf(row), assayAt(row));
  return {
    columns: expressionColumns,
    length: samples.length * width,
    cells: {
      sample: bySample(of.map((one) => one.sample)),
      subject: bySample(of.map((one) => one.subject)),
      visit: bySample(of.map((one) => one.visit)),
      time: bySample(of.map((one) => one.time)),
      hours: bySample(of.map((one) => (one.hours === undefined ? "" : String(one.hours)))),
      assay: byAssay(assays.map((assay) => assay.assay)),
      gene: byAssay(assays.map((assay) => assay.gene)),
      category: byAssay(assays.map((assay) => assay.category)),
      role: byAssay(assays.map((assay) => assay.role)),
      wells: { number: (row) => replicates.wells[cellOf(row)]! },
      ct: { number: (row) => replicates.ct[cellOf(row)]! },
      ct_sd: { number: (row) => replicates.sd[cellOf(row)] ?? Number.NaN },
      reference_ct: { number: (row) => reference.ct[sampleOf(row)]! },
      reference_genes: { number: (row) => reference.measured[sampleOf(row)]! },
      delta_ct: { number: (row) => delta.values[cellOf(row)]! },
      delta_ct_sd: { number: error(deltaSd) },
      delta_ct_se: { number: error(deltaSe) },
      expression: { number: (row) => 2 ** -delta.values[cellOf(row)]! },
      log2_expression: { number: (row) => -delta.values[cellOf(row)]! },
      state: { words: expressionStates, word: (row) => state[cellOf(row)]! },
    },
  };
}
