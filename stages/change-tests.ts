import { Change, type Changes, cautious, changeAt, isBound, isNumber } from "../data/change.ts";
import { columns, type Row } from "../data/column.ts";
import type { Panel } from "../data/panel.ts";
import type { Values } from "../data/setting.ts";
import { settings } from "../data/setting.ts";
import { tie } from "../data/ties.ts";
import { caveats, some } from "./caveats.ts";
import { correct } from "./family.ts";
import type { Moments } from "./moments.ts";
import type { Readings } from "./nondetects.ts";
import { pairedT } from "./statistics/paired-t.ts";
import type { TestResult } from "./statistics/result.ts";
import { signedRank } from "./statistics/signed-rank.ts";

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
  assay: { kind: "text", meaning: "Assay: the panel's assay id, or the gene symbol where it has none" },
  gene: { kind: "text", meaning: "Gene symbol" },
  category: { kind: "text", meaning: "Gene set" },
  method: { kind: "text", meaning: "signed-rank (Wilcoxon) or paired-t" },
  exact: { kind: "yes-no", meaning: "Whether p is from the exact distribution" },
  n: { kind: "count", meaning: "Subjects with a change that the test used" },
  estimate: {
    kind: "number",
    meaning: "log2 change: the median of pairwise means (signed-rank), the mean (paired-t)",
    unit: "log2",
  },
  low: { kind: "number", meaning: "Lower confidence limit of the estimate", unit: "log2" },
  high: { kind: "number", meaning: "Upper confidence limit of the estimate", unit: "log2" },
  statistic: { kind: "number", meaning: "V (signed-rank), t (paired-t)" },
  p: { kind: "number", meaning: "Two-sided p" },
  q: { kind: "number", meaning: "p corrected for the family by Benjamini and Hochberg" },
  family: { kind: "text", meaning: "The tests that q corrects for, and how many have a p" },
  caveat: { kind: "text", meaning: "What limits this row" },
});

export type ChangeTest = Row<typeof changeTestColumns>;

/** Signed-rank and paired t of every target in every contrast, each subject counting once. */
export function testChanges(
  changes: Changes,
  panel: Panel,
  moments: Moments,
  readings: Readings,
  set: Values<typeof changeSettings>,
): ChangeTest[] {
  const rows: (ChangeTest & { readonly method: string })[] = [];
  changes.contrasts.forEach(({ name, from, to }, contrast) => {
    const pairs = changes.subjects.map((subject) => [moments.find(subject, from), moments.find(subject, to)] as const);
    const both = pairs.filter(([before, after]) => before >= 0 && after >= 0);
    const paired = both.flat();
    const hours = moments.pooledHours(both.map(([, after]) => after));
    changes.assays.forEach((assay, target) => {
      const { assay: id, gene, category } = panel.assays[assay]!;
      const { numbers, bounds, unseen } = gather(changes, contrast, target);
      const rate = readings.detectionRate(paired, assay);
      const used = numbers.length + bounds.length;
      const low = readings.censored && rate < set.min_detection;
      const common = caveats(
        hours && `hours after the dose are pooled: ${hours}`,
        rate < 1 && `detected in ${Math.round(100 * rate)} % of the paired samples`,
        some(unseen, changes.subjects.length, "subjects have no change because nothing was detected"),
      );
      const row = (method: string, values: readonly number[], test: () => TestResult, more: string | false) => {
        const refused =
          values.length < set.min_pairs
            ? `${values.length} pairs, fewer than ${set.min_pairs}`
            : low
              ? `not tested as a quantity: detection is below ${100 * set.min_detection} %`
              : refusal(values, method);
        const result = refused ? undefined : test();
        rows.push({
          contrast: name,
          assay: id,
          gene,
          category,
          method,
          exact: result?.exact,
          n: result?.n ?? values.length,
          estimate: result?.estimate,
          low: result?.low,
          high: result?.high,
          statistic: result?.statistic,
          p: result?.p,
          q: undefined,
          family: undefined,
          caveat: caveats(
            refused,
            common,
            more,
            result?.exact &&
              2 ** (1 - result.n) > 0.05 &&
              `with ${result.n} pairs no p below ${2 ** (1 - result.n)} is possible`,
          ),
        });
      };
      const ranked = [...numbers, ...bounds].map(tie);
      row(
        "signed-rank",
        ranked,
        () => signedRank(ranked, set),
        some(bounds.length, used, "changes are bounds, entered at the value nearest 0 that they allow"),
      );
      row("paired-t", numbers, () => pairedT(numbers, set), some(bounds.length, used, "changes are bounds, left out"));
    });
  });
  const genes = `${changes.assays.length} genes`;
  return correct(rows, (row) =>
    set.family === "all" ? `${genes} in ${changes.contrasts.length} contrasts` : `${genes} in ${row.contrast}`,
  );
}

/** The changes of one target, as numbers and as bounds that count as the value nearest to 0 that they allow. */
function gather(changes: Changes, contrast: number, target: number) {
  const numbers: number[] = [];
  const bounds: number[] = [];
  let unseen = 0;
  for (let who = 0; who < changes.subjects.length; who++) {
    const at = changeAt(changes, contrast, who, target);
    const state = changes.state[at]!;
    if (isNumber(state)) numbers.push(changes.log2.values[at]!);
    else if (isBound(state)) bounds.push(cautious(changes, at));
    else if (state === Change.notDetected) unseen++;
  }
  return { numbers, bounds, unseen };
}

/** Why values cannot be tested; blank where they can. */
function refusal(values: readonly number[], method: string): string {
  if (method === "signed-rank" && values.every((value) => value === 0)) return "no change differs from 0";
  if (method === "paired-t" && values.every((value) => tie(value) === tie(values[0]!))) return "all changes are equal";
  return "";
}
