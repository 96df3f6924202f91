import { pick } from "../data/column.ts";
import type { Finding } from "../data/finding.ts";
import type { Outcome } from "../data/outcome.ts";
import type { Values } from "../data/setting.ts";
import type { Summary, SummaryTable } from "../data/summary.ts";
import { type AssociationRow, associationColumns, type associationSettings } from "./association-columns.ts";
import { halves, roc } from "./association-curves.ts";
import { forest, heat, strip, volcano } from "./association-figures.ts";
import { associationCitations, associationMethods } from "./association-methods.ts";
import type { AssociationInput, AssociationOutput } from "./association-output.ts";
import { associationSensitivityColumns } from "./association-sensitivity.ts";
import { associationSetColumns } from "./association-sets.ts";
import { FDR } from "./family.ts";
import { methods } from "./methods/index.ts";
import { sensitivityTable } from "./sensitivity-table.ts";
import { bestOfNull } from "./statistics/best-of-null.ts";
import { counted, estimate, foundOf, probability } from "./wording.ts";

/** Rows of the report's table for each outcome. */
const MOST = 20;

/** What the report says of the associations. */
export function tellAssociation(
  { rows, answers, places, sensitivity, sets }: AssociationOutput,
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
    verdict: tested.map((one) => `${one.outcome.name}: ${told(one.ranked, one.outcome.kind, set)}`),
    top: tested.slice(0, 2).flatMap(({ outcome, ranked }) => {
      const [row] = ranked as [AssociationRow];
      const drawn = { change, places, answers, outcome };
      const figure = [...strip(row, change, places, answers.get(outcome.name)!), ...halves(row, rows, drawn, set)][0];
      return figure === undefined ? [] : [{ text: strongest(row, outcome.kind, set.level), assay: row.assay!, figure }];
    }),
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
      ...sensitivityTable(
        sensitivity,
        pick(associationSensitivityColumns, [
          ...([
            "outcome",
            "at",
            "gene",
            "nondetects",
            "chosen",
            "method",
            "n",
            "estimate",
            "low",
            "high",
            "p",
          ] as const),
          "concordance",
        ]),
        ({ outcome, at, assay }) => `${outcome}, ${at}, ${assay}`,
        "association-sensitivity.csv",
      ),
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
    methods: associationMethods(outcomes, set),
    citations: associationCitations(outcomes, set),
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

type Power = Pick<Values<typeof associationSettings>, "level" | "power">;

interface Ranked {
  readonly outcome: Outcome;
  /** Rows of the first method of its kind that have a p, the smallest first. */
  readonly ranked: readonly AssociationRow[];
}

function overall(tested: readonly Ranked[]): string {
  const all = tested.flatMap(({ ranked }) => ranked);
  if (all.length === 0) return "No association could be tested.";
  const best = all.reduce((a, b) => (b.q! < a.q! ? b : a));
  return `Association: ${foundOf(all, `comparisons with ${counted(tested.length, "outcome")}`)}. Strongest: ${best.gene} at ${best.at} with ${best.outcome}, q ${probability(best.q!)}.`;
}

/** What was found of one outcome; where nothing was, what could have been missed. */
function told(ranked: readonly AssociationRow[], kind: Outcome["kind"], { level, power }: Power): string {
  const [best] = ranked as [AssociationRow];
  const missed =
    best.q! > FDR && best.detectable !== undefined
      ? ` So many subjects find a C of ${best.detectable.toFixed(2)} or more in ${Math.round(100 * power)} % of studies, a smaller one less often.`
      : "";
  return `${foundOf(ranked, "comparisons")}; strongest ${strongest(best, kind, level)}${missed}`;
}

/** One association, with its uncertainty. */
function strongest(row: AssociationRow, kind: Outcome["kind"], level: number): string {
  const { gene, at, concordance, concordance_low, concordance_high, p, q, n, n_1, n_0 } = row;
  const c = concordance === undefined ? "" : `C ${estimate(concordance, concordance_low, concordance_high, level)}, `;
  const sides =
    kind === "binary"
      ? `${n_1} yes and ${n_0} no`
      : kind === "time-to-event"
        ? `${n_1} events in ${n} subjects`
        : `${n} subjects`;
  return `${gene} at ${at}, ${c}p ${probability(p!)}, q ${probability(q!)}, ${sides}.`;
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
