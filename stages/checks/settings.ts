import { settings } from "../../data/setting.ts";

/** What counts as detected, and what a non-detect is taken for. */
export const ctSettings = settings({
  ct_limit: {
    default: 40,
    unit: "cycles",
    bounds: [20, 60],
    meaning: "A Ct at or above it counts as not detected; its number is kept",
  },
  ct_caution: { default: 35, unit: "cycles", bounds: [20, 60], meaning: "A Ct at or above it is flagged" },
  nondetects: {
    default: "censored",
    choices: ["censored", "drop", "limit", "limit+1", "forty"],
    meaning:
      "What a non-detect is in comparisons: censored (below every measured value; a change becomes a bound), drop (left out), or a Ct of the limit, limit + 1, or 40",
  },
  exclude: {
    default: "",
    holds: "names of checks, with commas between",
    meaning:
      "Checks whose flags leave out the wells, samples and replicates that they are raised on, such as `reference-level, replicate-spread`",
  },
});
