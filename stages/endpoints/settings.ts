import { partialDates } from "../../data/day.ts";
import { settings } from "../../data/setting.ts";

/** The conventions of the measures, and the readings of what their source leaves open. */
export const outcomeSettings = settings({
  day_one: {
    default: 1,
    unit: "day",
    bounds: [0, 1],
    meaning: "Number of the day on which a time begins: a time in days is date - start + this",
  },
  month: { default: 30.4375, unit: "days", bounds: [28, 31], meaning: "Length of a month: months are days / this" },
  partial_dates: {
    default: "refuse",
    choices: partialDates,
    meaning:
      "What a date without its day or month is: an error, or the first, middle or last day that it may be, and then every number from it is marked",
  },
  response_by: {
    default: "rule",
    choices: ["rule", "investigator"],
    meaning:
      "Whether the response at an assessment is told by the rule from blasts, counts and extramedullary disease, or by the investigator's word; PD is always the investigator's",
  },
  partial_response: {
    default: "by-phase",
    choices: ["by-phase", "expansion-phase2", "dose-finding"],
    meaning:
      "Which wording of PR holds: that of the subject's own phase (clinical.dose_finding says who was in dose finding), or one for all",
  },
  relapse: {
    default: "investigator",
    choices: ["investigator", "blasts"],
    meaning:
      "What a relapse after CR or CRi is: the investigator's word alone, or also the first assessment with marrow blasts of 5 % or more, blasts in blood, or extramedullary disease",
  },
  initial_course: {
    default: 15,
    unit: "day",
    bounds: [1, 60],
    meaning: "Day of the last dose of the first course, for RD; where doses are recorded, they tell it",
  },
  best_response_until: {
    default: "induction",
    choices: ["induction", "transplant"],
    meaning:
      "What ends the search for the best response beside PD: another induction, or also a transplant (the source names the induction alone)",
  },
  mrd_negative: {
    default: 0.01,
    unit: "%",
    bounds: [0.0001, 1],
    meaning: "MRD strictly below it is negative; below LLOQ always is",
  },
  never_negative: {
    default: "leave-out",
    choices: ["leave-out", "censor"],
    meaning:
      "In the time to MRD negativity, who has CR or CRi and was never negative: left out, or censored at the last MRD result",
  },
  dlt_resolution: {
    default: "at-most-2",
    choices: ["at-most-2", "at-least-2"],
    meaning:
      "To which grade a grade 3 toxicity must resolve within 7 days so as not to be dose-limiting: at most 2, or at least 2 as the source prints it, which any grade 3 fulfils",
  },
  cd22_laboratory: {
    default: "central",
    choices: ["central", "any"],
    meaning: "Whose CD22 is used: that of the central laboratory, or any",
  },
  missing_group: {
    default: "group",
    choices: ["group", "leave-out"],
    meaning:
      "Subjects without a value in a column of clinical.groups, such as unknown cytogenetics: a group of their own in the summary, or in none",
  },
  level: { default: 0.95, unit: "fraction", bounds: [0.5, 0.999], meaning: "Confidence level of the intervals" },
});
