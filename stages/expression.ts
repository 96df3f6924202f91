import type { Moment } from "../data/contrast.ts";
import { groups } from "../data/groups.ts";
import { type Matrix, matrix } from "../data/matrix.ts";
import { Cell, isNonDetect, type Replicates } from "../data/replicates.ts";
import type { Wells } from "../data/well.ts";
import { calibrated, calibrators } from "./calibrator.ts";
import { expressionFigures, noDeltaTable } from "./expression-figures.ts";
import { correctionTable, findingsOf } from "./expression-findings.ts";
import { type ExpressionOutput, NO_REFERENCE } from "./expression-output.ts";
import { demandAgreement, type ExpressionSettings, expressionSettings } from "./expression-settings.ts";
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

/** Expression of each gene in each sample, relative to the reference genes: 2^-dCt. */
export const expression = stage({
  name: "expression",
  title: "Expression",
  about:
    "Each gene relative to the reference genes of the same sample: dCt = Ct less the mean Ct of the reference genes (or another way that the settings name and the methods describe), and log2 expression = -dCt, so that higher is more and one unit is a doubling.",
  settings: expressionSettings,
  tables: [
    {
      name: "expression",
      columns: expressionColumns,
      key: ["subject", "visit", "time", "assay"],
      rows: (output: ExpressionOutput) => expressionTable(output),
    },
  ],
  run({ wells, quality: { replicates } }: ExpressionInput, set: ExpressionSettings): ExpressionOutput {
    demandAgreement(set);
    const input = { wells, replicates, groups: groupsOf(wells, set.calibrator) };
    const plain = normaliserOf(set).normalise(input, set);
    const { reference, corrections } =
      set.calibrator === "" ? { reference: plain, corrections: [] } : calibrated(input, plain, set.calibrator);
    const delta = matrix("delta-ct", replicates.samples, replicates.assays);
    const state = replicates.state.slice();
    const samples: number[] = [];
    wells.samples.forEach(({ subject }, sample) => {
      const from = sample * replicates.assays;
      let any = false;
      for (let assay = 0; assay < replicates.assays; assay++) {
        const cell = from + assay;
        if (state[cell] === Cell.noWell) continue;
        any = true;
        if (Number.isNaN(reference.ct[sample]!)) state[cell] = isSeen(state[cell]!) ? NO_REFERENCE : state[cell]!;
        else if (state[cell] === Cell.measured)
          delta.values[cell] = reference.delta(sample, assay, replicates.ct[cell]!);
      }
      if (any && subject !== "") samples.push(sample);
    });
    assertCentred(wells, reference, delta, samples);
    return { wells, replicates, reference, corrections, delta, state, samples };
  },
  summarise(output, { moments }, set) {
    const { samples, reference, state, replicates } = output;
    const without = noDeltaTable(output);
    const none = samples.filter((sample) => Number.isNaN(reference.ct[sample]!));
    const estimated = samples.filter(
      (sample) => !Number.isNaN(reference.ct[sample]!) && reference.measured[sample]! < reference.genes.length,
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
        { label: "Reference genes", value: reference.genes.length },
      ],
      findings: findingsOf(output, none.length, set),
      tables: [without, correctionTable(output)].filter((table) => table !== undefined),
      figures: expressionFigures(output, moments),
      methods: `${reference.methods} Expression is 2^-dCt and log2 expression is -dCt.`,
      citations: normaliserOf(set).citations,
    };
  },
});

/** Whether there is something to refer to: what was left out, or has no result, has its own reason to be missing. */
function isSeen(state: number): boolean {
  return state === Cell.measured || isNonDetect(state);
}

function normaliserOf(set: ExpressionSettings) {
  return normalisers.find((one) => one.name === set.normaliser)!;
}

/** The samples of each subject, which may tell each other's missing reference, and those of the calibrator. */
function groupsOf(wells: Wells, calibrator: string): readonly (readonly number[])[] {
  const known = [...wells.samples.keys()].filter((sample) => wells.samples[sample]!.subject !== "");
  const own = groups(known, (sample) => wells.samples[sample]!.subject);
  return [...own.values(), ...(calibrator === "" ? [] : [calibrators(wells, calibrator)])];
}

/** The mean dCt of the genes that are the reference is 0 in every sample that has them all: else a number here is wrong. */
function assertCentred(
  wells: Wells,
  reference: Normalised,
  delta: Matrix<"delta-ct">,
  samples: readonly number[],
): void {
  const { genes } = reference;
  for (const sample of samples) {
    if (reference.measured[sample] !== genes.length || Number.isNaN(reference.ct[sample]!)) continue;
    const sum = genes.reduce((total, assay) => total + delta.values[sample * delta.columns + assay]!, 0);
    if (!(Math.abs(sum) < 1e-9))
      throw new Error(
        `the reference genes of sample ${wells.samples[sample]!.sample} have a mean dCt of ${sum / genes.length}, not 0`,
      );
  }
}
