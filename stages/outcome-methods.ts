import { dayText } from "../data/day.ts";
import type { Facts } from "../data/facts.ts";
import type { OutcomeSet } from "./endpoints/endpoint.ts";

/** How the outcomes were derived with the settings used, in sentences a paper can take. */
export function outcomeMethods({ cutoff, has, supplied }: Facts, set: OutcomeSet): string {
  const sentences = [
    `Outcomes were derived from dated records. Day 1 is the first dose; times in days are date - start + ${set.day_one}, and months are days / ${set.month}.`,
    set.partial_dates === "refuse"
      ? "Partial dates were not accepted."
      : `Partial dates were taken as the ${set.partial_dates} day that they may be, and are marked.`,
    cutoff !== undefined && `The data cut-off was ${dayText(cutoff)}.`,
    response(set),
    "The best response (CR > CRi > PR > RD > PD > NE) is that up to PD or another induction" +
      `${set.best_response_until === "transplant" ? " or a transplant" : ""}; a subject who was not assessed has NE and stays in the denominator.`,
    set.relapse === "investigator"
      ? "PD and relapse are the investigator's."
      : "PD is the investigator's; a relapse is the investigator's, or the first assessment after CR or CRi with marrow blasts of 5 % or more, blasts in blood, or extramedullary disease.",
    "Progression-free survival and the durations of response end as their definitions say; a transplant in CR or CRi is neither an event nor a censoring; else they are censored at the last assessment of the disease. Overall survival is censored when last known alive.",
    has.mrd &&
      `MRD is negative below ${set.mrd_negative} % or below the limit of quantification; MRD not done is not negative and stays in the denominator. Subjects who were never negative are ${set.never_negative === "censor" ? "censored" : "left out"} in the time to negativity.`,
    (has.cd22Blood || has.cd22Marrow) &&
      `CD22 is that of ${set.cd22_laboratory === "central" ? "the central laboratory alone" : "any laboratory"}.`,
    `Proportions have Clopper-Pearson intervals; medians are by Kaplan-Meier with log-log intervals (${100 * set.level} %).`,
    supplied.length > 0 &&
      `Where an outcome asks of ${namesOf(supplied.map(({ measure }) => `outcome.${measure}`))}, it takes the values that ${namesOf(supplied.map(({ file }) => file))} supplies, as given.`,
  ];
  return sentences.filter((sentence) => sentence !== false).join(" ");
}

function namesOf(words: readonly string[]): string {
  return [...new Set(words)].join(", ");
}

function response(set: OutcomeSet): string {
  if (set.response_by === "investigator") return "The response at each assessment is the investigator's.";
  const wording = {
    "by-phase": "of each subject's own phase",
    "expansion-phase2": "of expansion and phase 2",
    "dose-finding": "of dose finding",
  }[set.partial_response];
  return `The response at each assessment is told by blasts in marrow and blood, counts and extramedullary disease (CR: marrow blasts below 5 %, none in blood, neutrophils of 1000 and platelets of 100,000 per uL or more, no extramedullary disease; CRi: the same but for a count; PR by the wording ${wording}).`;
}
