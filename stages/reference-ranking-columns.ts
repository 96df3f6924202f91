import { columns, type Row } from "../data/column.ts";

export const referenceColumns = columns({
  set: {
    kind: "text",
    meaning:
      "Candidates that are ranked together: panel (its reference genes), or auto (these and every target that each of their samples has)",
  },
  assay: { kind: "text", meaning: "Assay: the panel's assay id, or the gene symbol where it has none" },
  gene: { kind: "text", meaning: "Gene symbol" },
  role: { kind: "text", meaning: "reference or target" },
  samples: { kind: "count", meaning: "Samples that have a Ct of every candidate; they alone are used" },
  detected: {
    kind: "number",
    meaning: "Of all samples in which it was looked for, the fraction in which the gene is detected",
    unit: "fraction",
  },
  median_ct: { kind: "number", meaning: "Median Ct", unit: "cycles" },
  sd_ct: { kind: "number", meaning: "Standard deviation of Ct", unit: "cycles" },
  cv: { kind: "number", meaning: "Coefficient of variation of the quantity 2^-Ct", unit: "%" },
  m: {
    kind: "number",
    meaning: "geNorm M among all candidates: mean standard deviation of the log2 ratio to each other one",
    unit: "log2",
  },
  genorm_rank: {
    kind: "number",
    meaning: "Rank by geNorm's stepwise exclusion, 1 the most stable; the last two that are left share 1.5",
  },
  mean_m: {
    kind: "number",
    meaning: "Mean M of this gene and those that geNorm ranks before it, among themselves",
    unit: "log2",
  },
  v: {
    kind: "number",
    meaning:
      "geNorm V(n-1/n): pairwise variation between the normalisation factor of the genes ranked before this one, and the one with it",
    unit: "log2",
  },
  normfinder: {
    kind: "number",
    meaning: "NormFinder's stability value, with visits and times as groups; lower is more stable",
    unit: "log2",
  },
  normfinder_rank: { kind: "number", meaning: "Rank by it" },
  bestkeeper_sd: { kind: "number", meaning: "BestKeeper's SD: mean absolute deviation of Ct", unit: "cycles" },
  bestkeeper_r: {
    kind: "number",
    meaning: "Correlation of Ct with BestKeeper's index, the geometric mean of the candidates' Ct",
  },
  bestkeeper_rank: { kind: "number", meaning: "Rank by BestKeeper's SD" },
  mean_rank: { kind: "number", meaning: "Geometric mean of the ranks by geNorm, NormFinder and BestKeeper" },
  rank: { kind: "number", meaning: "Rank by it, 1 the most stable" },
  caveat: { kind: "text", meaning: "What limits this row" },
});

export type ReferenceRow = Row<typeof referenceColumns>;
