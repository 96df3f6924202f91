import { pick } from "../data/column.ts";
import type { Moment } from "../data/contrast.ts";
import type { Strip, Volcano } from "../data/figure.ts";
import type { Finding } from "../data/finding.ts";
import type { Outcome } from "../data/outcome.ts";
import type { Values } from "../data/setting.ts";
import type { Subject } from "../data/subject.ts";
import { tableOf } from "../data/table.ts";
import { Troubles } from "../data/trouble.ts";
import { type AssociationRow, associationColumns, associationSettings, testAssociation } from "./association-tests.ts";
import type { ChangeOutput } from "./change.ts";
import { correct } from "./family.ts";
import { methods } from "./methods/index.ts";
import { type Place, placesOf } from "./places.ts";
import { stage } from "./stage.ts";
import { bestOfNull } from "./statistics/best-of-null.ts";
import { estimate, probability } from "./wording.ts";

export interface AssociationInput {
  readonly change: ChangeOutput;
  /** Every visit and time of the study. */
  readonly moments: readonly Moment[];
  readonly outcomes: readonly Outcome[];
  readonly subjects: readonly Subject[];
  /** The subjects table, for errors. */
  readonly subjectsFile: string;
}

export interface AssociationOutput {
  readonly rows: readonly AssociationRow[];
  /** For each outcome, the value of each subject who has one. */
  readonly outcomes: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
  readonly places: readonly Place[];
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
    const places = placesOf(moments, change.moments, readings, changes);
    const rows = outcomes.flatMap((outcome) => {
      const known = values.get(outcome.name)!;
      const inOrder = changes.subjects.map((subject) => known.get(subject));
      return places.flatMap((place) =>
        testAssociation(outcome, inOrder, place, changes.assays, panel, readings.censored, set),
      );
    });
    const genes = `${changes.assays.length} genes`;
    const family = (row: AssociationRow) =>
      set.family === "outcome"
        ? `${row.outcome}, ${genes} at ${places.length} times and contrasts`
        : `${row.outcome}, ${genes} at ${row.at}`;
    return { rows: correct(rows, family), outcomes: values, places };
  },
  summarise({ rows, outcomes, places }, { change }, set) {
    const ranked = rows.filter((row) => row.method === "rank-sum" && row.p !== undefined).sort((a, b) => a.p! - b.p!);
    const found = ranked.filter((row) => row.q! <= FDR);
    const best = ranked[0];
    const names = [...outcomes.keys()];
    return {
      headline:
        best === undefined
          ? "No association could be tested."
          : `Association: ${found.length} of ${ranked.length} comparisons (${change.changes.assays.length} genes at ${places.length} times and contrasts) have q at most ${FDR}. Strongest: ${best.gene} at ${best.at} with ${best.outcome}, C ${estimate(best.concordance!, best.concordance_low, best.concordance_high, set.level)}, p ${probability(best.p!)}, q ${probability(best.q!)}, ${best.n_1} yes and ${best.n_0} no.`,
      counts: names.flatMap((name) => {
        const values = [...outcomes.get(name)!.values()];
        return [
          { label: `${name}: yes`, value: values.filter((yes) => yes).length },
          { label: `${name}: no`, value: values.filter((yes) => !yes).length },
        ];
      }),
      findings: best === undefined ? [] : [chance(best, change.changes.assays.length), unadjusted],
      tables: [
        {
          title: "Associations with the smallest p",
          caption: `The ${Math.min(ranked.length, MOST)} smallest p of ${ranked.length}. Estimates are log2, yes minus no; all tests are in association.csv.`,
          columns: pick(associationColumns, [
            "outcome",
            "at",
            "gene",
            "category",
            "n_1",
            "n_0",
            "estimate",
            "low",
            "high",
            "p",
            "q",
            "concordance",
            "caveat",
          ]),
          rows: ranked.slice(0, MOST),
        },
      ],
      figures: [
        ...names.flatMap((name) => places.map(({ at }) => volcano(name, at, ranked))),
        ...ranked.slice(0, 4).map((row) => strip(row, change, places, outcomes)),
      ].filter((figure) => figure !== undefined),
      methods: `Expression at each visit and time, and its change in each contrast, was compared between subjects with and without the outcome by the Wilcoxon rank-sum test (exact below 50 a group without ties, else the normal approximation with corrections for ties and continuity) with the Hodges-Lehmann shift and its ${100 * set.level} % confidence interval, and by the area under the ROC curve with DeLong's interval, all two-sided. C is the concordance with its interval by the infinitesimal jackknife. q is by Benjamini and Hochberg within ${set.family === "outcome" ? "all genes, times and contrasts of one outcome and method" : "all genes of one outcome, method and time or contrast"}.`,
    };
  },
});

const unadjusted: Finding = {
  level: "note",
  text: "Comparisons are not adjusted for blast percentage, dose or any other covariate; blood at later visits holds fewer blasts in responders.",
};

/** What chance alone would show, beside the best that was found. */
function chance({ n_1, n_0, at }: AssociationRow, genes: number): Finding {
  const expected = bestOfNull(n_1!, n_0!, genes).toFixed(2);
  return {
    level: "note",
    text: `If no gene had to do with the outcome, the best of ${genes} independent genes at ${at} (${n_1} yes, ${n_0} no) would still have an area of ${expected} or ${(1 - Number(expected)).toFixed(2)} in half of all studies.`,
  };
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
  { panel, changes }: ChangeOutput,
  places: readonly Place[],
  outcomes: AssociationOutput["outcomes"],
): Strip {
  const assay = panel.assays.findIndex((one) => one.assay === row.assay);
  const place = places.find(({ at }) => at === row.at)!;
  const { values, open } = place.collect(assay, changes.assays.indexOf(assay));
  const known = outcomes.get(row.outcome!)!;
  const group = (yes: boolean) =>
    changes.subjects.flatMap((label, who) =>
      known.get(label) === yes && !Number.isNaN(values[who]!)
        ? [{ label, value: values[who]!, open: open[who] === 1 }]
        : [],
    );
  return {
    kind: "strip",
    title: `${row.gene} at ${row.at}, by ${row.outcome}`,
    caption:
      "One mark a subject. Open marks: not detected, drawn at the sample's limit (a change: at the value nearest 0 that its bound allows).",
    y: place.unit,
    groups: [
      { label: "yes", points: group(true) },
      { label: "no", points: group(false) },
    ],
  };
}
