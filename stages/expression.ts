import { columns } from "../data/column.ts";
import type { Moment } from "../data/contrast.ts";
import { type Matrix, matrix } from "../data/matrix.ts";
import { Cell, cellStates, type Replicates } from "../data/replicates.ts";
import { settings, type Values } from "../data/setting.ts";
import type { Table } from "../data/table.ts";
import type { Wells } from "../data/well.ts";
import { citations } from "./citations.ts";
import { expressionFigures, noDeltaTable } from "./expression-figures.ts";
import { normalisers } from "./normalisers/index.ts";
import type { Normalised } from "./normalisers/normaliser.ts";
import { stage } from "./stage.ts";
import { geneColumns } from "./test-columns.ts";

export interface ExpressionInput {
  readonly wells: Wells;
  readonly quality: { readonly replicates: Replicates };
  /** Every visit and time of the study. */
  readonly moments: readonly Moment[];
}

/** Why a cell has, or lacks, a dCt: as the replicates say, or that the sample has no reference. */
export const expressionStates = [...cellStates, "no-reference"] as const;
export const NO_REFERENCE = cellStates.length;

export interface ExpressionOutput {
  readonly wells: Wells;
  readonly replicates: Replicates;
  /** By sample. */
  readonly reference: Normalised;
  /** Samples by assays, as in `wells.samples` and the panel. */
  readonly delta: Matrix<"delta-ct">;
  /** Index of `expressionStates`. */
  readonly state: Uint8Array;
  /** The samples that have wells and a subject: by subject, visit and time. */
  readonly samples: readonly number[];
}

const expressionSettings = settings({
  normaliser: {
    default: "reference-genes",
    choices: ["reference-genes"],
    meaning: "What is subtracted from every Ct of a sample: the mean over the reference genes",
  },
  missing_reference: {
    default: "estimate",
    choices: ["estimate", "exclude"],
    meaning:
      "When a reference gene has no Ct in a sample: estimate it from the subject's other samples, or give the sample no dCt",
  },
});

const expressionColumns = columns({
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
    meaning: "What is subtracted: mean over the reference genes of their mean Ct",
    unit: "cycles",
  },
  reference_genes: { kind: "count", meaning: "Reference genes measured in the sample; the others were estimated" },
  delta_ct: { kind: "number", meaning: "dCt = ct - reference_ct; up is less expression", unit: "cycles" },
  delta_ct_sd: {
    kind: "number",
    meaning: "sqrt(SD(target)^2 + sum SD(reference)^2 / k^2) over k reference genes; blank where one has no replicates",
    unit: "cycles",
  },
  delta_ct_se: {
    kind: "number",
    meaning: "The same of standard errors: sqrt(SD^2 / n + sum (SD^2 / n) / k^2)",
    unit: "cycles",
  },
  expression: { kind: "number", meaning: "2^-dCt: quantity relative to the reference genes" },
  log2_expression: { kind: "number", meaning: "-dCt", unit: "log2" },
  state: { kind: "text", meaning: `${expressionStates.join(", ")}: why there is, or is not, a dCt` },
});

/** Expression of each gene in each sample, relative to the reference genes: 2^-dCt. */
export const expression = stage({
  name: "expression",
  title: "Expression",
  about:
    "Each gene relative to the reference genes of the same sample: dCt = Ct less the mean Ct of the reference genes, and log2 expression = -dCt, so that higher is more and one unit is a doubling.",
  settings: expressionSettings,
  tables: [
    {
      name: "expression",
      columns: expressionColumns,
      key: ["subject", "visit", "time", "assay"],
      rows: (output: ExpressionOutput) => table(output),
    },
  ],
  run({ wells, quality: { replicates } }: ExpressionInput, set: Values<typeof expressionSettings>): ExpressionOutput {
    const reference = normaliserOf(set).normalise(wells, replicates, set);
    const delta = matrix("delta-ct", replicates.samples, replicates.assays);
    const state = replicates.state.slice();
    const samples: number[] = [];
    wells.samples.forEach(({ subject }, sample) => {
      const from = sample * replicates.assays;
      let any = false;
      for (let cell = from; cell < from + replicates.assays; cell++) {
        if (state[cell] === Cell.noWell) continue;
        any = true;
        if (Number.isNaN(reference.ct[sample]!)) state[cell] = NO_REFERENCE;
        else if (state[cell] === Cell.measured) delta.values[cell] = replicates.ct[cell]! - reference.ct[sample]!;
      }
      if (any && subject !== "") samples.push(sample);
    });
    assertCentred(wells, reference, delta, samples);
    return { wells, replicates, reference, delta, state, samples };
  },
  summarise(output, { moments }, set) {
    const { wells, samples, reference, state, replicates } = output;
    const without = noDeltaTable(output);
    const none = samples.filter((sample) => Number.isNaN(reference.ct[sample]!));
    const estimated = samples.filter(
      (sample) => !Number.isNaN(reference.ct[sample]!) && reference.measured[sample]! < wells.panel.references.length,
    );
    let measured = 0;
    let looked = 0;
    for (const sample of samples) {
      for (let cell = sample * replicates.assays; cell < (sample + 1) * replicates.assays; cell++) {
        if (state[cell] === Cell.measured) measured++;
        if (state[cell] === Cell.measured || state[cell] === Cell.undetermined || state[cell] === Cell.aboveLimit)
          looked++;
      }
    }
    const percent = looked > 0 ? ((100 * measured) / looked).toFixed(1) : "0";
    return {
      headline: `${samples.length} samples were read, ${samples.length - none.length} of them with a dCt; ${percent} % of their assays were detected.`,
      counts: [
        { label: "Samples", value: samples.length },
        { label: "Samples without a reference", value: none.length },
        { label: "Samples with an estimated reference", value: estimated.length },
        { label: "Assays", value: replicates.assays },
        { label: "Reference genes", value: wells.panel.references.length },
      ],
      findings:
        none.length > 0
          ? [
              {
                level: "caution",
                text: `${none.length} samples have no dCt because reference genes are missing; they are in no result.`,
              },
            ]
          : [],
      tables: without ? [without] : [],
      figures: expressionFigures(output, moments),
      methods: `${normaliserOf(set).methods(wells, set)} Expression is 2^-dCt and log2 expression is -dCt.`,
      citations: [citations.livakSchmittgen, citations.vandesompele],
    };
  },
});

function normaliserOf(set: Values<typeof expressionSettings>) {
  return normalisers.find((one) => one.name === set.normaliser)!;
}

/** The mean dCt of the reference genes is 0 in every sample that has them all: else a number here is wrong. */
function assertCentred(
  wells: Wells,
  reference: Normalised,
  delta: Matrix<"delta-ct">,
  samples: readonly number[],
): void {
  const { references } = wells.panel;
  for (const sample of samples) {
    if (reference.measured[sample] !== references.length || Number.isNaN(reference.ct[sample]!)) continue;
    const sum = references.reduce((total, assay) => total + delta.values[sample * delta.columns + assay]!, 0);
    if (!(Math.abs(sum) < 1e-9))
      throw new Error(
        `the reference genes of sample ${wells.samples[sample]!.sample} have a mean dCt of ${sum / references.length}, not 0`,
      );
  }
}

function table({ wells, replicates, reference, delta, state, samples }: ExpressionOutput): Table {
  const { assays } = wells.panel;
  const width = assays.length;
  const sampleOf = (row: number) => samples[Math.floor(row / width)]!;
  const cellOf = (row: number) => sampleOf(row) * width + (row % width);
  const sampleAt = (row: number) => Math.floor(row / width);
  const assayAt = (row: number) => row % width;
  const bySample = (words: readonly string[]) => ({ words, word: sampleAt });
  const byAssay = (words: readonly string[]) => ({ words, word: assayAt });
  const of = samples.map((sample) => wells.samples[sample]!);
  const spread = (row: number, ofReference: Float64Array, divide: boolean) => {
    const cell = cellOf(row);
    if (replicates.sd.length === 0 || Number.isNaN(delta.values[cell]!)) return Number.NaN;
    return Math.sqrt(replicates.sd[cell]! ** 2 / (divide ? replicates.wells[cell]! : 1) + ofReference[sampleOf(row)]!);
  };
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
      delta_ct_sd: { number: (row) => spread(row, reference.variance, false) },
      delta_ct_se: { number: (row) => spread(row, reference.errorVariance, true) },
      expression: { number: (row) => 2 ** -delta.values[cellOf(row)]! },
      log2_expression: { number: (row) => -delta.values[cellOf(row)]! },
      state: { words: expressionStates, word: (row) => state[cellOf(row)]! },
    },
  };
}
