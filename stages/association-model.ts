import { columns, type Row } from "../data/column.ts";
import type { Panel } from "../data/panel.ts";
import type { Values } from "../data/setting.ts";
import type { associationSettings } from "./association-columns.ts";
import type { Target } from "./association-tests.ts";
import { caveats, some } from "./caveats.ts";
import { correct } from "./family.ts";
import type { Answers } from "./methods/method.ts";
import type { Place } from "./places.ts";
import { independent } from "./statistics/independent.ts";
import { mixedModel } from "./statistics/mixed-model.ts";
import { geneColumns, testColumns } from "./test-columns.ts";

export const associationModelColumns = columns({
  outcome: { kind: "text", meaning: "Outcome of two values, as named in study.yaml" },
  ...geneColumns,
  method: {
    kind: "text",
    meaning: "mixed-model: all visits and times at once, with a random intercept for each subject",
  },
  term: {
    kind: "text",
    meaning:
      "yes: yes minus no at the first visit and time; a visit and time: change to it in those with no; yes at a visit and time: by how much more those with yes change",
  },
  n: { kind: "count", meaning: "Samples" },
  subjects: { kind: "count", meaning: "Subjects" },
  estimate: { kind: "number", meaning: "Difference or change in log2 expression", unit: "log2" },
  low: { kind: "number", meaning: "Lower confidence limit of the estimate", unit: "log2" },
  high: { kind: "number", meaning: "Upper confidence limit of the estimate", unit: "log2" },
  statistic: { kind: "number", meaning: "t of the estimate" },
  df: { kind: "number", meaning: "Degrees of freedom of t (Satterthwaite)" },
  p: testColumns.p,
  q: testColumns.q,
  subject_sd: { kind: "number", meaning: "Standard deviation between subjects", unit: "log2" },
  residual_sd: { kind: "number", meaning: "Standard deviation within subjects", unit: "log2" },
  family: testColumns.family,
  caveat: testColumns.caveat,
});

export type AssociationModel = Row<typeof associationModelColumns>;

type Bare = Omit<AssociationModel, "outcome" | "assay" | "gene" | "category" | "q" | "family"> & {
  readonly method: string;
  readonly p: number | undefined;
};

/** Every target at all visits and times against one outcome of yes and no: how time, the outcome and both together go. */
export function associationModels(
  outcome: string,
  { words }: Answers,
  places: readonly Place[],
  targets: readonly Target[],
  panel: Panel,
  set: Values<typeof associationSettings>,
): AssociationModel[] {
  const moments = places.filter(({ isChange }) => !isChange);
  const rows = targets.flatMap((target) => {
    const { assay, gene, category } = panel.assays[target.assay]!;
    return model(words, moments, target, set).map((row) => ({ outcome, assay, gene, category, ...row }));
  });
  return correct(rows, (row) => `${outcome}, ${targets.length} genes, ${row.term}`);
}

/** The values of one gene, one a sample, with what they are of. */
interface Stack {
  readonly values: number[];
  readonly subjects: number[];
  readonly yes: boolean[];
  /** Index of the moment. */
  readonly moment: number[];
  unseen: number;
  rate: number;
}

function stack(words: Answers["words"], moments: readonly Place[], { assay, target }: Target): Stack {
  const all: Stack = { values: [], subjects: [], yes: [], moment: [], unseen: 0, rate: 0 };
  moments.forEach(({ collect }, moment) => {
    const { values, censored } = collect(assay, target);
    values.forEach((value, who) => {
      if (Number.isNaN(value) || words[who] === undefined) return;
      all.values.push(value);
      all.subjects.push(who);
      all.yes.push(words[who] === "yes");
      all.moment.push(moment);
      all.unseen += censored[who]!;
    });
  });
  all.rate = all.values.length > 0 ? 1 - all.unseen / all.values.length : 0;
  return all;
}

function model(
  words: Answers["words"],
  moments: readonly Place[],
  target: Target,
  set: Values<typeof associationSettings>,
): Bare[] {
  const { values, subjects, yes, moment, unseen, rate } = stack(words, moments, target);
  const later = moments.map(({ at }, index) => ({ at, index })).slice(1);
  const indicator = (is: (row: number) => boolean) => {
    const column = new Float64Array(values.length);
    for (let row = 0; row < values.length; row++) if (is(row)) column[row] = 1;
    return column;
  };
  const terms = [
    { term: "yes", column: indicator((row) => yes[row]!) },
    ...later.map(({ at, index }) => ({ term: at, column: indicator((row) => moment[row] === index) })),
    ...later.map(({ at, index }) => ({
      term: `yes at ${at}`,
      column: indicator((row) => yes[row]! && moment[row] === index),
    })),
  ];
  const n = values.length;
  const who = new Set(subjects).size;
  const counts = { n, subjects: who };
  const spare = Math.min(n - who, who) - terms.length - 1;
  const refused =
    unseen > 0 && rate < set.min_detection
      ? `not compared as a quantity: detected in ${Math.round(100 * rate)} % of the samples`
      : spare < 1
        ? `${n} samples of ${who} subjects: too few for ${terms.length} terms`
        : !independent(terms.map(({ column }) => column)).every((one) => one)
          ? "no sample of one side at some visit and time"
          : values.every((value) => Math.abs(value - values[0]!) < 1e-9) && "all values are equal";
  if (refused) {
    const none = { estimate: undefined, low: undefined, high: undefined, statistic: undefined, df: undefined };
    return terms.map(({ term }) => ({
      ...{ method: "mixed-model", term, ...counts, ...none, p: undefined },
      ...{ subject_sd: undefined, residual_sd: undefined, caveat: refused },
    }));
  }
  const fitted = mixedModel(
    values,
    subjects,
    terms.map(({ column }) => column),
    set,
  );
  const caveat = caveats(
    some(unseen, n, "not detected: entered at the limits of their samples"),
    fitted.singular && "no variance between subjects was found",
  );
  return terms.map(({ term }, i) => {
    const { estimate, low, high, statistic, df, p } = fitted.coefficients[i]!;
    return {
      ...{ method: "mixed-model", term, ...counts, estimate, low, high, statistic, df, p },
      ...{ subject_sd: Math.sqrt(fitted.subjectVariance), residual_sd: Math.sqrt(fitted.residualVariance), caveat },
    };
  });
}
