import type { Moment } from "../data/contrast.ts";
import { type Matrix, matrix } from "../data/matrix.ts";
import { Cell, isNonDetect, type Replicates } from "../data/replicates.ts";
import { settings, type Values } from "../data/setting.ts";
import type { Wells } from "../data/well.ts";
import { citations } from "./citations.ts";
import { expressionFigures, noDeltaTable } from "./expression-figures.ts";
import { type ExpressionOutput, NO_REFERENCE } from "./expression-output.ts";
import { expressionColumns, expressionTable } from "./expression-table.ts";
import { normalisers } from "./normalisers/index.ts";
import type { Normalised } from "./normalisers/normaliser.ts";
import { stage } from "./stage.ts";

export interface ExpressionInput {
  readonly wells: Wells;
  readonly quality: { readonly replicates: Replicates };
  /** Every visit and time of the study. */
  readonly moments: readonly Moment[];
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
      rows: (output: ExpressionOutput) => expressionTable(output),
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
        if (Number.isNaN(reference.ct[sample]!)) state[cell] = isSeen(state[cell]!) ? NO_REFERENCE : state[cell]!;
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

/** Whether there is something to refer to: what was left out, or has no result, has its own reason to be missing. */
function isSeen(state: number): boolean {
  return state === Cell.measured || isNonDetect(state);
}

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
