import { columns } from "./column.ts";

/** What stands before the columns of a study's table where the tables of many are joined. */
export const portfolioColumns = columns({
  study: { kind: "text", meaning: "study that the row is of" },
  run: { kind: "text", meaning: "run of the study, as in its provenance.json" },
});

/** The studies of a portfolio, one row each. */
export const studiesColumns = columns({
  study: { kind: "text", meaning: "name of the study, as in its study.yaml" },
  status: {
    kind: "text",
    meaning:
      "done; failed; differs: done twice, and otherwise; damaged: a file was changed since; lost: nothing was left",
  },
  run: { kind: "text", meaning: "the study's run; blank where it is not done" },
  folder: { kind: "text", meaning: "the run's folder among the runs" },
  message: { kind: "text", meaning: "why it is not done" },
});
