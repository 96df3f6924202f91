import { columns } from "../data/column.ts";
import { type Moment, momentName } from "../data/contrast.ts";
import type { Heat } from "../data/figure.ts";
import { Cell, cellStates, type Replicates } from "../data/replicates.ts";
import type { SummaryTable } from "../data/summary.ts";
import { type Expressed, heatMap } from "./heat-map.ts";
import type { Normalised } from "./normalisers/normaliser.ts";

/** What expression is told from. `samples`: those with wells and a subject. */
export interface ExpressionTold extends Expressed {
  readonly replicates: Replicates;
  readonly reference: Normalised;
  readonly samples: readonly number[];
}

/** All genes in all subjects at the first moment that has samples. */
export function expressionFigures(told: ExpressionTold, moments: readonly Moment[]): Heat[] {
  const { wells, reference, samples } = told;
  const withDelta = samples.filter((sample) => !Number.isNaN(reference.ct[sample]!));
  for (const moment of moments) {
    const own = withDelta.filter((sample) => {
      const { visit, time } = wells.samples[sample]!;
      return visit === moment.visit && time === moment.time;
    });
    if (own.length === 0) continue;
    const inOrder = own
      .map((sample) => ({ sample, label: wells.samples[sample]!.subject, group: "all subjects" }))
      .sort((a, b) => (a.label < b.label ? -1 : 1));
    const name = momentName(moment);
    return [
      heatMap(told, inOrder, {
        title: `Expression of all genes at ${name}`,
        caption: `One column a subject with a dCt at ${name} (n = ${own.length}).`,
      }),
    ].filter((map) => map.columns.length === 0 || map.rows.length > 0);
  }
  return [];
}

/** Rows of the report's table. */
const MOST = 40;

const noDeltaColumns = columns({
  sample: { kind: "text", meaning: "Sample" },
  subject: { kind: "text", meaning: "Subject" },
  at: { kind: "text", meaning: "Visit and time" },
  assays: { kind: "count", meaning: "Assays that were detected, and have no dCt" },
  references: { kind: "text", meaning: "Reference genes without a Ct, and why" },
});

/** The samples that have no dCt; undefined where all have one. */
export function noDeltaTable({ wells, replicates, reference, samples }: ExpressionTold): SummaryTable | undefined {
  const { assays } = wells.panel;
  const none = samples.filter((sample) => Number.isNaN(reference.ct[sample]!));
  if (none.length === 0) return undefined;
  const first = none.length > MOST ? `The first ${MOST} of ${none.length} samples` : "Every sample";
  const detected = (sample: number) =>
    assays.filter((_, assay) => replicates.state[sample * replicates.assays + assay] === Cell.measured).length;
  const lost = none.reduce((sum, sample) => sum + detected(sample), 0);
  return {
    title: "Samples without a dCt",
    caption: `${first} whose ${reference.genes.length > 0 ? "reference genes are missing" : "assays were hardly detected"}: ${lost} detected assays of ${none.length === 1 ? "1 sample" : `${none.length} samples`} are in no result.`,
    columns: noDeltaColumns,
    rows: none.slice(0, MOST).map((sample) => {
      const { sample: name, subject, visit, time } = wells.samples[sample]!;
      const lacking = reference.genes.flatMap((assay) => {
        const state = replicates.state[sample * replicates.assays + assay]!;
        return state === Cell.measured ? [] : [`${assays[assay]!.gene} (${cellStates[state]})`];
      });
      const at = momentName({ visit, time });
      return { sample: name, subject, at, assays: detected(sample), references: lacking.join(", ") };
    }),
  };
}
