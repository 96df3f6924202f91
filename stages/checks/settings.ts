import { settings } from "../../data/setting.ts";

/** The limits of the quality checks, and what a non-detect is taken for. */
export const qualitySettings = settings({
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
  replicate_sd: {
    default: 0.3,
    unit: "cycles",
    bounds: [0, 10],
    meaning: "Greatest standard deviation of replicates at a Ct up to 28",
  },
  replicate_sd_rise: {
    default: 0.05,
    unit: "cycles per cycle",
    bounds: [0, 1],
    meaning: "How much that limit rises for each cycle above 28",
  },
  vendor_mean: {
    default: 0.005,
    unit: "cycles",
    bounds: [0, 1],
    meaning: "Greatest difference between the Ct of a well without replicates and the vendor's own mean of it",
  },
  reference_late: {
    default: 4,
    unit: "cycles",
    bounds: [0, 40],
    meaning: "How much later than the median of all samples the mean reference Ct of a sample may be",
  },
  detection_rate: {
    default: 0.5,
    unit: "fraction",
    bounds: [0, 1],
    meaning: "Smallest fraction of the panel that is detected in a sample",
  },
});
