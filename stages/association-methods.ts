import type { Outcome } from "../data/outcome.ts";
import type { Values } from "../data/setting.ts";
import type { associationSettings } from "./association-columns.ts";
import { citations } from "./citations.ts";

const sentences: Readonly<Record<Outcome["kind"], string>> = {
  binary:
    "between subjects with and without it by the Wilcoxon rank-sum test (exact below 50 a group without ties, else the normal approximation with corrections for ties and continuity) with the Hodges-Lehmann shift, the area under the ROC curve with DeLong's interval, Welch's t test, and logistic regression by maximum and by Firth's penalised likelihood with profile intervals",
  ordered: "with its order by Spearman's and Kendall's rank correlations and the Jonckheere-Terpstra test",
  categories: "between its categories by the Kruskal-Wallis test",
  continuous: "with its number by Spearman's and Pearson's correlations and the Theil-Sen slope",
  "time-to-event":
    "with its time by Cox's regression (Efron's ties) and by the log-rank test of the subjects below the median; what was measured after Day 1 counts follow-up from the day of the sample, and subjects who had left by then are left out",
};

/** How outcomes were compared, in sentences that a paper can take. */
export function associationMethods(outcomes: readonly Outcome[], set: Values<typeof associationSettings>): string {
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

const sources: Readonly<Record<Outcome["kind"], readonly (keyof typeof citations)[]>> = {
  binary: ["wilcoxon", "mannWhitney", "hodgesLehmann", "delong", "firth", "heinzeSchemper"],
  ordered: ["spearman", "kendall", "jonckheere"],
  categories: ["kruskalWallis"],
  continuous: ["spearman", "sen"],
  "time-to-event": ["cox", "efron", "mantel"],
};

/** The works behind the methods that were used. */
export function associationCitations(outcomes: readonly Outcome[], set: Values<typeof associationSettings>): string[] {
  const permuted = set.permutations > 0 ? (["westfallYoung", "goeman", "barry"] as const) : [];
  const used = [...outcomes.flatMap(({ kind }) => sources[kind]), "harrell", "benjaminiHochberg", ...permuted] as const;
  return outcomes.length === 0 ? [] : used.map((name) => citations[name]);
}
