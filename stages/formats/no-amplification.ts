/**
 * Words for "no amplification was seen": a spreadsheet's mean of no number is one. A number never means it here: a 40 in a Ct
 * column may be real.
 */
export const noAmplification = new Set([
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
  "#div/0!",
]);
