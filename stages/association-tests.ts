import { columns, type Row } from "../data/column.ts";
import type { Outcome } from "../data/outcome.ts";
import type { Panel } from "../data/panel.ts";
import { settings, type Values } from "../data/setting.ts";
import { caveats } from "./caveats.ts";
import { methods } from "./methods/index.ts";
import type { Collected, Place } from "./places.ts";

export const associationSettings = settings({
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

export const associationColumns = columns({
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

/** What the subjects have of an outcome, in their order. */
export type OutcomeValues = readonly (boolean | undefined)[];

type Named = AssociationRow & { readonly method: string };

/** Every target at one place against one outcome: a row a test. */
export function testAssociation(
  outcome: Outcome,
  values: OutcomeValues,
  place: Place,
  targets: readonly number[],
  panel: Panel,
  censored: boolean,
  set: Values<typeof associationSettings>,
): Named[] {
  return targets.flatMap((assay, target) => {
    const { assay: id, gene, category } = panel.assays[assay]!;
    const collected = place.collect(assay, target);
    const rows = compare(outcome, values, place, collected, censored, set);
    return rows.map((row): Named => ({ outcome: outcome.name, at: place.at, assay: id, gene, category, ...row }));
  });
}

function compare(
  outcome: Outcome,
  values: OutcomeValues,
  { hours }: Place,
  collected: Collected,
  censored: boolean,
  set: Values<typeof associationSettings>,
): Omit<Named, "outcome" | "at" | "assay" | "gene" | "category">[] {
  const { rate, bounds } = collected;
  const method = methods[outcome.kind];
  const low =
    censored &&
    collected.count > 0 &&
    rate < set.min_detection &&
    `not compared as a quantity: detected in ${Math.round(100 * rate)} % of the samples, below ${100 * set.min_detection} %`;
  const { n, n1, n0, concordance, tests } = method.associate(collected, values, set);
  return tests.map(({ method, result, caveat }) => {
    const shown = low ? undefined : result;
    return {
      method,
      exact: shown?.exact,
      n,
      n_1: n1,
      n_0: n0,
      estimate: shown?.estimate,
      low: shown?.low,
      high: shown?.high,
      statistic: shown?.statistic,
      p: shown?.p,
      q: undefined,
      concordance: low ? undefined : concordance?.estimate,
      concordance_low: low ? undefined : concordance?.low,
      concordance_high: low ? undefined : concordance?.high,
      family: undefined,
      caveat: caveats(
        low || caveat,
        hours && `hours after the dose are pooled: ${hours}`,
        !low && bounds > 0 && `${bounds} changes are bounds, entered at the value nearest 0 that they allow`,
      ),
    };
  });
}
