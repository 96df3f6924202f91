import type { Finding } from "../data/finding.ts";
import type { SummaryTable } from "../data/summary.ts";
import { correctionColumns } from "./calibrator.ts";
import type { ExpressionOutput } from "./expression-output.ts";
import type { ExpressionSettings } from "./expression-settings.ts";
import { normalisers } from "./normalisers/index.ts";

/** `none`: how many samples have no dCt. */
export function findingsOf(
  { reference, corrections }: ExpressionOutput,
  none: number,
  { normaliser, calibrator }: ExpressionSettings,
): Finding[] {
  const findings: Finding[] = [...reference.findings];
  if (none > 0)
    findings.push({
      level: "caution",
      text: `${none} samples have no dCt because ${reference.genes.length > 0 ? "reference genes are missing" : "hardly an assay was detected in them"}; they are in no result.`,
    });
  if (!normalisers.find(({ name }) => name === normaliser)!.keeps.includes("alone"))
    findings.push({
      level: "caution",
      text: `Under ${normaliser} a further card changes the dCt of every other sample: numbers of runs with other cards are not comparable.`,
    });
  if (corrections.length > 0)
    findings.push({
      level: "note",
      text: `Each dCt is corrected by the calibrator ${calibrator} on its card. A further card moves every dCt by one amount, and no difference between samples.`,
    });
  return findings;
}

/** What the inter-card calibrator subtracted from each card. */
export function correctionTable({ corrections }: ExpressionOutput): SummaryTable | undefined {
  if (corrections.length === 0) return undefined;
  return {
    title: "Corrections of the cards",
    caption:
      "One offset a card, from the calibrator on it: the mean over targets of its dCt less that of all cards. Its error is part of delta_ct_se, and of change_se between two cards.",
    columns: correctionColumns,
    rows: corrections,
  };
}
