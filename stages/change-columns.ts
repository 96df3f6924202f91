import { columns, type Row } from "../data/column.ts";
import { settings } from "../data/setting.ts";
import { geneColumns, testColumns } from "./test-columns.ts";

export const changeSettings = settings({
  min_pairs: { default: 2, unit: "subjects", bounds: [2, 1000], meaning: "Fewest pairs that are tested" },
  min_detection: {
    default: 0.5,
    unit: "fraction",
    bounds: [0, 1],
    meaning:
      "Where non-detects are censored: fewest of the paired samples in which a gene must be detected to be tested as a quantity",
  },
  family: {
    default: "all",
    choices: ["all", "contrast"],
    meaning: "What q corrects for: all genes in all contrasts, or all genes in one",
  },
  level: { default: 0.95, unit: "fraction", bounds: [0.5, 0.999], meaning: "Confidence level of the intervals" },
});

export const changeTestColumns = columns({
  contrast: { kind: "text", meaning: "Contrast, as named in study.yaml" },
  ...geneColumns,
  method: {
    kind: "text",
    meaning:
      "signed-rank (Wilcoxon), paired-t, moderated-t (paired, with variances that genes lend each other) or mcnemar-exact (detected before against after, where too few were detected)",
  },
  exact: { kind: "yes-no", meaning: "Whether p is from the exact distribution" },
  n: { kind: "count", meaning: "Subjects with a change that the test used" },
  estimate: {
    kind: "number",
    meaning:
      "log2 change: the median of pairwise means (signed-rank), the mean (paired-t, moderated-t); mcnemar-exact: of the subjects whose detection changed, the share in whom it came",
    unit: "log2",
  },
  low: { kind: "number", meaning: "Lower confidence limit of the estimate", unit: "log2" },
  high: { kind: "number", meaning: "Upper confidence limit of the estimate", unit: "log2" },
  statistic: {
    kind: "number",
    meaning: "V (signed-rank), t (paired-t, moderated-t), subjects in whom detection came (mcnemar-exact)",
  },
  p: testColumns.p,
  q: testColumns.q,
  family: testColumns.family,
  caveat: testColumns.caveat,
});

export type ChangeTest = Row<typeof changeTestColumns>;
