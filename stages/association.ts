import { type Changes, cautious, changeAt, isBound } from "../data/change.ts";
import { columns, type Row } from "../data/column.ts";
import { type Moment, momentName } from "../data/contrast.ts";
import type { Strip, Volcano } from "../data/figure.ts";
import type { Outcome } from "../data/outcome.ts";
import type { Panel } from "../data/panel.ts";
import { settings, type Values } from "../data/setting.ts";
import type { Subject } from "../data/subject.ts";
import { tableOf } from "../data/table.ts";
import { tie } from "../data/ties.ts";
import { Troubles } from "../data/trouble.ts";
import { caveats } from "./caveats.ts";
import type { ChangeOutput } from "./change.ts";
import { correct } from "./family.ts";
import { methods } from "./methods/index.ts";
import type { Reading } from "./methods/method.ts";
import type { Moments } from "./moments.ts";
import { Is, type Readings } from "./nondetects.ts";
import { stage } from "./stage.ts";

export interface AssociationInput {
  readonly change: ChangeOutput;
  /** Every visit and time of the study. */
  readonly moments: readonly Moment[];
  readonly outcomes: readonly Outcome[];
  readonly subjects: readonly Subject[];
  /** The subjects table, for errors. */
  readonly subjectsFile: string;
}

const associationSettings = settings({
  min_group: {
    default: 2,
    unit: "subjects",
    bounds: [2, 1000],
    meaning: "Fewest subjects in each group that are compared",
  },
  min_detection: {
    default: 0.5,
    unit: "fraction",
    bounds: [0, 1],
    meaning:
      "Where non-detects are censored: fewest of the samples in which a gene must be detected to be compared as a quantity",
  },
  family: {
    default: "outcome",
    choices: ["outcome", "at"],
    meaning:
      "What q corrects for: all genes at all visits, times and contrasts of an outcome, or all genes at one of them",
  },
  level: { default: 0.95, unit: "fraction", bounds: [0.5, 0.999], meaning: "Confidence level of the intervals" },
});

const associationColumns = columns({
  outcome: { kind: "text", meaning: "Outcome, as named in study.yaml" },
  at: { kind: "text", meaning: "Visit and time whose expression is compared, or the contrast whose change is" },
  assay: { kind: "text", meaning: "Assay: the panel's assay id, or the gene symbol where it has none" },
  gene: { kind: "text", meaning: "Gene symbol" },
  category: { kind: "text", meaning: "Gene set" },
  method: {
    kind: "text",
    meaning:
      "rank-sum (Wilcoxon, with the Hodges-Lehmann shift) or auc (area under the ROC curve, with DeLong's interval)",
  },
  exact: { kind: "yes-no", meaning: "Whether p is from the exact distribution" },
  n: { kind: "count", meaning: "Subjects compared" },
  n_1: { kind: "count", meaning: "Subjects with the outcome yes" },
  n_0: { kind: "count", meaning: "Subjects with the outcome no" },
  estimate: { kind: "number", meaning: "rank-sum: yes minus no, log2; auc: probability that a yes is above a no" },
  low: { kind: "number", meaning: "Lower confidence limit of the estimate" },
  high: { kind: "number", meaning: "Upper confidence limit of the estimate" },
  statistic: { kind: "number", meaning: "W (rank-sum), z (auc)" },
  p: { kind: "number", meaning: "Two-sided p" },
  q: { kind: "number", meaning: "p corrected for the family by Benjamini and Hochberg" },
  concordance: {
    kind: "number",
    meaning: "C: probability that expression orders two subjects as the outcome does; ties count half, 0.5 is none",
  },
  concordance_low: { kind: "number", meaning: "Lower confidence limit of C (infinitesimal jackknife)" },
  concordance_high: { kind: "number", meaning: "Upper confidence limit of C (infinitesimal jackknife)" },
  family: { kind: "text", meaning: "The tests that q corrects for, and how many have a p" },
  caveat: { kind: "text", meaning: "What limits this row" },
});

export type AssociationRow = Row<typeof associationColumns>;

export interface AssociationOutput {
  readonly rows: readonly AssociationRow[];
  /** For each outcome, the value of each subject who has one. */
  readonly outcomes: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
}

/** Whether expression, or its change, goes with the clinical outcome: each subject counts once. */
export const association = stage({
  name: "association",
  title: "Association with clinical response",
  settings: associationSettings,
  tables: [
    {
      name: "association",
      columns: associationColumns,
      rows: (output: AssociationOutput) => tableOf(associationColumns, output.rows),
    },
  ],
  run(
    { change, moments, outcomes, subjects, subjectsFile }: AssociationInput,
    set: Values<typeof associationSettings>,
  ): AssociationOutput {
    const troubles = new Troubles();
    const values = new Map(
      outcomes.map((outcome) => [outcome.name, methods[outcome.kind].read(outcome, subjects, subjectsFile, troubles)]),
    );
    troubles.stop();
    const { panel, changes, readings } = change;
    const places: Place[] = [
      ...moments.map((moment) => ({
        at: momentName(moment),
        collect: atMoment(change.moments, readings, moment),
        hours: hoursAt(change.moments, moment),
      })),
      ...changes.contrasts.map(({ name, to }, contrast) => ({
        at: name,
        collect: atContrast(changes, contrast),
        hours: hoursAt(change.moments, to),
      })),
    ];
    const rows: (AssociationRow & { readonly method: string })[] = [];
    for (const outcome of outcomes) {
      for (const place of places) {
        changes.assays.forEach((assay, target) => {
          rows.push(
            ...compare(
              outcome,
              place,
              panel,
              assay,
              place.collect(assay, target),
              values.get(outcome.name)!,
              readings.censored,
              set,
            ),
          );
        });
      }
    }
    const genes = `${changes.assays.length} genes`;
    const family = (row: AssociationRow) =>
      set.family === "outcome"
        ? `${row.outcome}, ${genes} at ${places.length} times and contrasts`
        : `${row.outcome}, ${genes} at ${row.at}`;
    return { rows: correct(rows, family), outcomes: values };
  },
  summarise({ rows, outcomes }, { change, moments }, set) {
    const ranked = rows.filter((row) => row.method === "rank-sum" && row.p !== undefined).sort((a, b) => a.p! - b.p!);
    const found = ranked.filter((row) => row.q! <= FDR);
    const best = ranked[0];
    const names = [...outcomes.keys()];
    const places = [...new Set(rows.map((row) => row.at!))];
    return {
      headline:
        best === undefined
          ? "No association could be tested."
          : `${found.length} of ${ranked.length} comparisons (${change.changes.assays.length} genes at ${places.length} times and contrasts) have q at most ${FDR}; the smallest p is ${best.p!.toPrecision(2)} (${best.gene} at ${best.at}, C ${best.concordance!.toFixed(2)}).`,
      counts: names.flatMap((name) => {
        const values = [...outcomes.get(name)!.values()];
        return [
          { label: `${name}: yes`, value: values.filter((yes) => yes).length },
          { label: `${name}: no`, value: values.filter((yes) => !yes).length },
        ];
      }),
      findings:
        ranked.length > 0
          ? [
              {
                level: "note" as const,
                text: "Comparisons are not adjusted for blast percentage, dose or any other covariate; blood at later visits holds fewer blasts in responders.",
              },
            ]
          : [],
      tables: [
        {
          title: "Associations with the smallest p",
          caption: `The ${Math.min(ranked.length, MOST)} smallest p of ${ranked.length}. Estimates are log2, yes minus no; all tests are in association.csv.`,
          columns: associationColumns,
          rows: ranked.slice(0, MOST),
        },
      ],
      figures: [
        ...names.flatMap((name) => places.map((at) => volcano(name, at, ranked))),
        ...ranked.slice(0, 4).map((row) => strip(row, change, moments, outcomes)),
      ].filter((figure) => figure !== undefined),
      methods: `Expression at each visit and time, and its change in each contrast, was compared between subjects with and without the outcome by the Wilcoxon rank-sum test (exact below 50 a group without ties, else the normal approximation with corrections for ties and continuity) with the Hodges-Lehmann shift and its ${100 * set.level} % confidence interval, and by the area under the ROC curve with DeLong's interval, all two-sided. C is the concordance with its interval by the infinitesimal jackknife. q is by Benjamini and Hochberg within ${set.family === "outcome" ? "all genes, times and contrasts of one outcome and method" : "all genes of one outcome, method and time or contrast"}.`,
    };
  },
});

interface Place {
  readonly at: string;
  /** One reading a subject. */
  readonly collect: (assay: number, target: number) => readonly Reading[];
  /** Hours that are pooled; blank where they agree. */
  readonly hours: string;
}

function hoursAt(moments: Moments, moment: Moment): string {
  return moments.pooledHours(
    moments.subjects.map((subject) => moments.find(subject, moment)).filter((sample) => sample >= 0),
  );
}

function atMoment(moments: Moments, readings: Readings, moment: Moment): Place["collect"] {
  const samples = moments.subjects
    .map((subject) => [subject, moments.find(subject, moment)] as const)
    .filter(([, sample]) => sample >= 0);
  return (assay) => {
    const found: Reading[] = [];
    for (const [subject, sample] of samples) {
      const kind = readings.kind(sample, assay);
      if (kind !== Is.absent)
        found.push({ subject, value: tie(readings.value(sample, assay)), censored: kind === Is.censored });
    }
    return found;
  };
}

/** A change that is only a bound enters at the value nearest 0 that it allows. */
function atContrast(changes: Changes, contrast: number): Place["collect"] {
  return (_, target) => {
    const found: (Reading & { readonly bound: boolean })[] = [];
    changes.subjects.forEach((subject, who) => {
      const at = changeAt(changes, contrast, who, target);
      if (Number.isNaN(changes.log2.values[at]!)) return;
      found.push({ subject, value: tie(cautious(changes, at)), censored: false, bound: isBound(changes.state[at]!) });
    });
    return found;
  };
}

function compare(
  outcome: Outcome,
  { at, hours }: Place,
  panel: Panel,
  assay: number,
  readings: readonly (Reading & { readonly bound?: boolean })[],
  values: ReadonlyMap<string, boolean>,
  censored: boolean,
  set: Values<typeof associationSettings>,
): (AssociationRow & { readonly method: string })[] {
  const { assay: id, gene, category } = panel.assays[assay]!;
  const unseen = readings.filter((reading) => reading.censored || reading.bound).length;
  const bounds = readings.filter((reading) => reading.bound).length;
  const rate = readings.length > 0 ? 1 - unseen / readings.length : 0;
  const low = censored && readings.length > 0 && rate < set.min_detection;
  const { n, n1, n0, concordance: c, tests } = methods[outcome.kind].associate(low ? [] : readings, values, set);
  return tests.map(({ method, result, caveat }) => ({
    outcome: outcome.name,
    at,
    assay: id,
    gene,
    category,
    method,
    exact: result?.exact,
    n,
    n_1: n1,
    n_0: n0,
    estimate: result?.estimate,
    low: result?.low,
    high: result?.high,
    statistic: result?.statistic,
    p: result?.p,
    q: undefined,
    concordance: c?.estimate,
    concordance_low: c?.low,
    concordance_high: c?.high,
    family: undefined,
    caveat: caveats(
      low
        ? `not compared as a quantity: detected in ${Math.round(100 * rate)} % of the samples, below ${100 * set.min_detection} %`
        : caveat,
      hours && `hours after the dose are pooled: ${hours}`,
      !low && bounds > 0 && `${bounds} changes are bounds, entered at the value nearest 0 that they allow`,
    ),
  }));
}

/** Level of q at which a finding is named. */
const FDR = 0.05;

/** Rows of the report's table. */
const MOST = 20;

function volcano(outcome: string, at: string, ranked: readonly AssociationRow[]): Volcano | undefined {
  const points = ranked
    .filter((row) => row.outcome === outcome && row.at === at && row.estimate !== undefined)
    .map((row) => ({ label: row.gene!, estimate: row.estimate!, p: row.p!, q: row.q! }));
  if (points.length === 0) return undefined;
  return {
    kind: "volcano",
    title: `${outcome} and ${at}`,
    caption: `One point a gene: Hodges-Lehmann shift, yes minus no, against the rank-sum p. To the right: higher in subjects with the outcome. Filled: q at most ${FDR}.`,
    x: "log2 difference, yes minus no",
    points,
    q: FDR,
  };
}

function strip(
  row: AssociationRow,
  { panel, changes, moments, readings }: ChangeOutput,
  all: readonly Moment[],
  outcomes: AssociationOutput["outcomes"],
): Strip {
  const assay = panel.assays.findIndex((one) => one.assay === row.assay);
  const moment = all.find((one) => momentName(one) === row.at);
  const contrast = changes.contrasts.findIndex((one) => one.name === row.at);
  const collect = moment ? atMoment(moments, readings, moment) : atContrast(changes, contrast);
  const found = collect(assay, changes.assays.indexOf(assay)) as readonly (Reading & { readonly bound?: boolean })[];
  const values = outcomes.get(row.outcome!)!;
  const group = (yes: boolean) =>
    found
      .filter(({ subject }) => values.get(subject) === yes)
      .map((one) => ({ label: one.subject, value: one.value, open: one.censored || one.bound === true }));
  return {
    kind: "strip",
    title: `${row.gene} at ${row.at}, by ${row.outcome}`,
    caption:
      "One mark a subject. Open marks: not detected, drawn at the sample's limit (a change: at the value nearest 0 that its bound allows).",
    y: moment ? "log2 expression (-dCt)" : "log2 change",
    groups: [
      { label: "yes", points: group(true) },
      { label: "no", points: group(false) },
    ],
  };
}
