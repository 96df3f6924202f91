/** Words for "no amplification was seen". A number never means it here: a 40 in a Ct column may be real. */
export const noAmplification: ReadonlySet<string> = new Set([
  "undetermined",
  "und",
  "undet",
  "n/a",
  "na",
  "nan",
  "-",
  "no ct",
  "no cq",
  "undet.",
]);

/** A spreadsheet's mean of no number: people's tables have it where no replicate has a Ct; instruments' have not. */
export const MEAN_OF_NONE = "#div/0!";
