import { pick } from "../data/column.ts";
import type { Finding } from "../data/finding.ts";
import type { Outcome } from "../data/outcome.ts";
import type { Values } from "../data/setting.ts";
import type { Summary, SummaryTable } from "../data/summary.ts";
import { type AssociationRow, associationColumns, type associationSettings } from "./association-columns.ts";
import { halves, roc } from "./association-curves.ts";
import { FDR, forest, heat, strip, volcano } from "./association-figures.ts";
import type { AssociationInput, AssociationOutput } from "./association-output.ts";
import { associationSetColumns } from "./association-sets.ts";
import { methods } from "./methods/index.ts";
import { bestOfNull } from "./statistics/best-of-null.ts";
import { counted, estimate, probability } from "./wording.ts";

/** Rows of the report's table for each outcome. */
const MOST = 20;

/** What the report says of the associations. */
export function tellAssociation(
  { rows, answers, places, sets }: AssociationOutput,
  { change, outcomes, moments }: AssociationInput,
  set: Values<typeof associationSettings>,
): Summary {
  const genes = change.changes.assays.length;
  const ranked = outcomes.map(
    (outcome): Ranked => ({
      outcome,
      ranked: rows
        .filter(
          (row) => row.outcome === outcome.name && row.method === methods[outcome.kind].tests[0] && row.p !== undefined,
        )
        .sort((a, b) => a.p! - b.p!),
    }),
  );
  const tested = ranked.filter((one) => one.ranked.length > 0);
  const adjusted = outcomes.filter(({ covariates }) => covariates.length > 0).map(({ name }) => name);
  return {
    headline: overall(tested),
    verdict: tested.map((one) => `${one.outcome.name}: ${told(one.ranked, one.outcome.kind, set.level)}`),
    counts: outcomes.flatMap(({ name }) =>
      answers.get(name)!.counts.map(({ label, value }) => ({ label: `${name}: ${label}`, value })),
    ),
    findings: tested.flatMap((one) => [
      ...chance(one.ranked[0]!, one.outcome.kind, genes),
      ...(adjusted.includes(one.outcome.name) ? [] : [unadjusted(one.outcome.name)]),
    ]),
    tables: [
      ...tested.map((one) => ({
        title: `${one.outcome.name}: associations with the smallest p`,
        caption: `The ${Math.min(one.ranked.length, MOST)} smallest p of ${one.ranked.length} by ${methods[one.outcome.kind].tests[0]}. C is the probability that expression orders two subjects as the outcome does. All tests are in association.csv.`,
        columns: pick(associationColumns, [
          ...(["at", "gene", "category", "n", "n_1", "n_0", "estimate", "low", "high", "p", "q", "p_max_t"] as const),
          ...(["concordance", "concordance_low", "concordance_high", "detectable", "caveat"] as const),
        ]),
        rows: one.ranked.slice(0, MOST),
      })),
      ...setsTable(sets),
    ],
    figures: [
      ...heat(
        tested.map(({ outcome }) => outcome),
        answers,
        change,
        moments,
      ),
      ...tested.flatMap(({ outcome, ranked }) => [
        ...places.flatMap(({ at }) => volcano(outcome, at, ranked)),
        ...forest(outcome, ranked, set.level),
        ...ranked.slice(0, STRONGEST).flatMap((row) => strip(row, change, places, answers.get(outcome.name)!)),
        ...ranked.slice(0, 1).flatMap((row) => roc(row, rows, { change, places, answers, outcome }, set)),
        ...ranked.slice(0, STRONGEST).flatMap((row) => halves(row, rows, { change, places, answers, outcome }, set)),
      ]),
    ],
    methods: methodsOf(outcomes, set),
  };
}

/** Associations of each outcome that are drawn subject by subject. */
const STRONGEST = 4;

/** Rows of the report's table of gene sets. */
const MOST_SETS = 12;

function setsTable(sets: AssociationOutput["sets"]): SummaryTable[] {
  const ranked = sets.filter((row) => row.p !== undefined).sort((a, b) => a.p! - b.p!);
  if (ranked.length === 0) return [];
  const columns = ["outcome", "at", "category", "method", "genes", "n", "statistic", "p", "q"] as const;
  return [
    {
      title: "Gene sets with the smallest p",
      caption: `The ${Math.min(ranked.length, MOST_SETS)} smallest p of ${ranked.length}. set-self-contained: does the set as a whole go with the outcome; set-competitive: do its genes more than the others. All are in association-sets.csv.`,
      columns: pick(associationSetColumns, columns),
      rows: ranked.slice(0, MOST_SETS),
    },
  ];
}

interface Ranked {
  readonly outcome: Outcome;
  /** Rows of the first method of its kind that have a p, the smallest first. */
  readonly ranked: readonly AssociationRow[];
}

function overall(tested: readonly Ranked[]): string {
  const all = tested.flatMap(({ ranked }) => ranked);
  if (all.length === 0) return "No association could be tested.";
  const found = all.filter((row) => row.q! <= FDR).length;
  const best = all.reduce((a, b) => (b.q! < a.q! ? b : a));
  return `Association: ${found} of ${all.length} comparisons with ${counted(tested.length, "outcome")} have q at most ${FDR}. Strongest: ${best.gene} at ${best.at} with ${best.outcome}, q ${probability(best.q!)}.`;
}

/** What was found of one outcome. */
function told(ranked: readonly AssociationRow[], kind: Outcome["kind"], level: number): string {
  const found = ranked.filter((row) => row.q! <= FDR).length;
  const { gene, at, concordance, concordance_low, concordance_high, p, q, n, n_1, n_0 } = ranked[0]!;
  const c = concordance === undefined ? "" : `C ${estimate(concordance, concordance_low, concordance_high, level)}, `;
  const sides =
    kind === "binary"
      ? `${n_1} yes and ${n_0} no`
      : kind === "time-to-event"
        ? `${n_1} events in ${n} subjects`
        : `${n} subjects`;
  return `${found} of ${ranked.length} comparisons have q at most ${FDR}; strongest ${gene} at ${at}, ${c}p ${probability(p!)}, q ${probability(q!)}, ${sides}.`;
}

function unadjusted(name: string): Finding {
  return {
    level: "note",
    text: `${name}: comparisons are not adjusted for blast percentage, dose or any other covariate; blood at later visits holds fewer blasts in responders.`,
  };
}

/** What chance alone would show, beside the best that was found. */
function chance({ n_1, n_0, at, outcome }: AssociationRow, kind: Outcome["kind"], genes: number): Finding[] {
  if (kind !== "binary") return [];
  const expected = bestOfNull(n_1!, n_0!, genes).toFixed(2);
  const text = `If no gene had to do with ${outcome}, the best of ${genes} independent genes at ${at} (${n_1} yes, ${n_0} no) would still have an area of ${expected} or ${(1 - Number(expected)).toFixed(2)} in half of all studies.`;
  return [{ level: "note", text }];
}

const sentences: Readonly<Record<keyof typeof methods, string>> = {
  binary:
    "between subjects with and without it by the Wilcoxon rank-sum test (exact below 50 a group without ties, else the normal approximation with corrections for ties and continuity) with the Hodges-Lehmann shift, the area under the ROC curve with DeLong's interval, Welch's t test, and logistic regression by maximum and by Firth's penalised likelihood with profile intervals",
  ordered: "with its order by Spearman's and Kendall's rank correlations and the Jonckheere-Terpstra test",
  categories: "between its categories by the Kruskal-Wallis test",
  continuous: "with its number by Spearman's and Pearson's correlations and the Theil-Sen slope",
  "time-to-event":
    "with its time by Cox's regression (Efron's ties) and by the log-rank test of the subjects below the median; what was measured after Day 1 counts follow-up from the day of the sample, and subjects who had left by then are left out",
};

function methodsOf(outcomes: AssociationInput["outcomes"], set: Values<typeof associationSettings>): string {
  const each = outcomes.map(({ name, kind, covariates }) => {
    const adjusted = covariates.length > 0 ? `, also adjusted for ${covariates.join(", ")}` : "";
    return `For ${name}, expression at each visit and time, and its change in each contrast, was compared ${sentences[kind]}${adjusted}.`;
  });
  const within =
    set.family === "outcome"
      ? "all genes, times and contrasts of one outcome"
      : "all genes of one outcome at one time or contrast";
  const permuted =
    set.permutations > 0
      ? ` Family-wise p are by the step-down max-T procedure of Westfall and Young on ranks, with ${set.permutations} arrangements of the outcome (seed ${set.seed}).`
      : "";
  return `${each.join(" ")} All tests are two-sided, intervals have a level of ${100 * set.level} %. C is the concordance with its interval by the infinitesimal jackknife. q is by Benjamini and Hochberg within ${within} and method.${permuted}`;
}
