import { columns, type Row } from "../data/column.ts";
import { settings } from "../data/setting.ts";
import { geneColumns, testColumns } from "./test-columns.ts";

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
  models: {
    default: "yes",
    choices: ["yes", "no"],
    meaning: "Whether regressions (logistic, Firth) are fitted beside the tests by ranks and means",
  },
  permutations: {
    default: 2000,
    unit: "arrangements",
    bounds: [0, 1_000_000],
    meaning:
      "How often the outcome is dealt out anew for the family-wise p (max-T) and for the gene sets; all arrangements where there are no more; 0: neither is computed",
  },
  seed: {
    default: 1,
    unit: "seed",
    bounds: [0, 2 ** 31],
    meaning: "Seed of the arrangements; other seeds draw others",
  },
  power: {
    default: 0.8,
    unit: "fraction",
    bounds: [0.5, 0.99],
    meaning: "Power at which the smallest C that could have been found is told",
  },
  level: { default: 0.95, unit: "fraction", bounds: [0.5, 0.999], meaning: "Confidence level of the intervals" },
});

export const associationColumns = columns({
  outcome: { kind: "text", meaning: "Outcome, as named in study.yaml" },
  at: { kind: "text", meaning: "Visit and time whose expression is compared, or the contrast whose change is" },
  ...geneColumns,
  method: {
    kind: "text",
    meaning:
      "By the kind of outcome. binary: rank-sum (Hodges-Lehmann shift), auc (DeLong), welch-t, logistic, firth; ordered: spearman, kendall, jonckheere-terpstra; categories: kruskal-wallis; continuous: spearman, pearson, theil-sen; time-to-event: cox, log-rank (below the median against the others). -adjusted: with covariates. fisher-exact: detected against not, where too few were detected",
  },
  adjusted_for: { kind: "text", meaning: "Covariates of the model" },
  exact: { kind: "yes-no", meaning: "Whether p is from the exact distribution" },
  n: { kind: "count", meaning: "Subjects compared" },
  n_1: { kind: "count", meaning: "Subjects with the outcome yes, or with the event" },
  n_0: { kind: "count", meaning: "Subjects with the outcome no, or without the event" },
  estimate: {
    kind: "number",
    meaning:
      "rank-sum, welch-t: yes minus no, log2; auc, jonckheere-terpstra: a probability; logistic, firth: log odds of yes per log2 unit; cox: log hazard per log2 unit; spearman, kendall, pearson: the correlation; theil-sen: log2 per unit of the outcome; kruskal-wallis: share of the ranks' variance between the categories; fisher-exact: odds ratio of yes, detected against not",
  },
  low: { kind: "number", meaning: "Lower confidence limit of the estimate" },
  high: { kind: "number", meaning: "Upper confidence limit of the estimate" },
  statistic: { kind: "number", meaning: "W (rank-sum), z (auc), t (welch-t), J, S, H or chi-square of the test" },
  p: testColumns.p,
  q: testColumns.q,
  p_max_t: {
    kind: "number",
    meaning:
      "Of the first method of the kind: p corrected for the whole family by the step-down max-T permutation of ranks (Westfall and Young), which keeps how genes go together; of a time to event by how much longer each lived than the hazard of all, strata not kept",
  },
  concordance: {
    kind: "number",
    meaning: "C: probability that expression orders two subjects as the outcome does; ties count half, 0.5 is none",
  },
  concordance_low: { kind: "number", meaning: "Lower confidence limit of C (infinitesimal jackknife)" },
  concordance_high: { kind: "number", meaning: "Upper confidence limit of C (infinitesimal jackknife)" },
  detectable: {
    kind: "number",
    meaning:
      "The smallest C above 0.5 that as many subjects could have found, with the power of the settings, at 0.05 over the tests of the family; blank where none could",
  },
  family: testColumns.family,
  caveat: testColumns.caveat,
});

export type AssociationRow = Row<typeof associationColumns>;

/** A row whose method is known. */
export type Associated = AssociationRow & { readonly method: string };
