import { settings, type Values } from "../data/setting.ts";
import { type Problem, quote, Trouble } from "../data/trouble.ts";

export const expressionSettings = settings({
  normaliser: {
    default: "reference-genes",
    choices: ["reference-genes", "single-gene", "global-mean", "efficiency", "quantile"],
    meaning:
      "What makes samples comparable: the mean Ct over the reference genes, one of them, the mean over the assays that are commonly detected, the reference genes with each assay's efficiency, or quantile normalisation",
  },
  missing_reference: {
    default: "estimate",
    choices: ["estimate", "exclude"],
    meaning:
      "When a reference gene has no Ct in a sample: estimate it from the subject's other samples, or give the sample no dCt",
  },
  reference_gene: {
    default: "",
    holds: "an assay id or a gene symbol",
    meaning: "Where normaliser is single-gene: which of the reference genes, by assay id or gene symbol",
  },
  common_rate: {
    default: 1,
    unit: "fraction",
    bounds: [0, 1],
    meaning:
      "Where normaliser is global-mean: fraction of the samples in which an assay must be detected to be in the mean",
  },
  calibrator: {
    default: "",
    holds: "the name of a control",
    meaning:
      "Inter-card calibrator: name of a control that is on every card, by which the cards are corrected; blank: none",
  },
});

export type ExpressionSettings = Values<typeof expressionSettings>;

/** @throws {Trouble} on settings that would do nothing, or nothing that means anything, beside the normaliser. */
export function demandAgreement({ normaliser, reference_gene, calibrator }: ExpressionSettings): void {
  const problem = (key: string, text: string): Problem => ({
    ...{ code: "study-value", file: "study.yaml", column: `expression.${key}`, text },
  });
  const problems: Problem[] = [];
  if (reference_gene !== "" && normaliser !== "single-gene")
    problems.push(
      problem("reference_gene", `${quote(reference_gene)} would do nothing: the normaliser is ${normaliser}.`),
    );
  if (calibrator !== "" && (normaliser === "global-mean" || normaliser === "quantile"))
    problems.push(
      problem(
        "calibrator",
        `${quote(calibrator)} would do nothing: ${normaliser} gives the same mean dCt to every sample, and so to the calibrator on every card.`,
      ),
    );
  if (problems.length > 0) throw new Trouble(problems);
}
