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
  references: {
    default: "panel",
    choices: ["panel", "auto"],
    meaning:
      "Whose stability is ranked: that of the panel's reference genes, or also of all targets that every sample has; auto only suggests",
  },
  reference_drift: {
    default: 0.5,
    unit: "cycles",
    bounds: [0, 40],
    meaning:
      "Mean change of a reference gene's Ct within subjects, beyond which a drift with q up to 0.05 is a caution",
  },
  drift_by: {
    default: "none",
    holds: "a column of the subjects table, or none",
    meaning:
      "Column of the subjects table, such as dose, at each value of which the drift of the reference genes is told too",
  },
});
