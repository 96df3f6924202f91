import { columns, type Row } from "../data/column.ts";
import { settings } from "../data/setting.ts";
import { associationColumns } from "./association-columns.ts";
import { geneColumns, testColumns } from "./test-columns.ts";

export const sensitivitySettings = settings({
  findings: {
    default: 10,
    unit: "findings",
    bounds: [1, 100_000],
    meaning:
      "Findings looked at under each alternative: so many with the smallest p of the changes, and of each outcome; 100000 takes every test",
  },
});

export const sensitivityColumns = columns({
  stage: { kind: "text", meaning: "change or association" },
  outcome: { kind: "text", meaning: "Outcome, as named in study.yaml; blank for a change" },
  at: { kind: "text", meaning: "Contrast, or visit and time" },
  ...geneColumns,
  method: { kind: "text", meaning: "The test, as in change-tests.csv and association.csv" },
  kind: {
    kind: "text",
    meaning:
      "chosen: as the study has it; nondetects: another way to take non-detects; reference: without one reference gene; ct-limit: another limit of detection; exclusion: with what was left out; flagged: without what a check has a caution on; hours: at one of the pooled times after the dose alone",
  },
  alternative: { kind: "text", meaning: "Which of that kind" },
  n: { kind: "count", meaning: "Subjects compared" },
  estimate: { kind: "number", meaning: "As in the table of the stage" },
  low: { kind: "number", meaning: "Lower confidence limit of the estimate" },
  high: { kind: "number", meaning: "Upper confidence limit of the estimate" },
  p: testColumns.p,
  concordance: associationColumns.concordance,
  conclusion: {
    kind: "text",
    meaning:
      "up or down where p is up to 0.05 (not corrected for the number of tests), none above, not-tested without p",
  },
  moves: { kind: "yes-no", meaning: "Whether the conclusion is another than as the study has it" },
});

export type Sensitivity = Row<typeof sensitivityColumns>;
