import { mean, median } from "simple-statistics";
import { columns, type Row } from "../data/column.ts";
import type { Contrast } from "../data/contrast.ts";
import { groups } from "../data/groups.ts";
import { Cell, type Replicates } from "../data/replicates.ts";
import type { Subject } from "../data/subject.ts";
import type { Wells } from "../data/well.ts";
import { caveats, some } from "./caveats.ts";
import { byRank } from "./change-tests.ts";
import { correct } from "./family.ts";
import { Moments } from "./moments.ts";
import { geneColumns, testColumns } from "./test-columns.ts";
import { counted } from "./wording.ts";

export const driftColumns = columns({
  at: { kind: "text", meaning: "Value of the column that quality.drift_by names; blank: all subjects" },
  contrast: { kind: "text", meaning: "Contrast, as named in study.yaml" },
  of: {
    kind: "text",
    meaning:
      "What changes: ct (its own Ct, which the amount of RNA moves too) or against-others (its Ct less the mean of the other reference genes)",
  },
  assay: { ...geneColumns.assay, meaning: `${geneColumns.assay.meaning}; blank: the mean of the reference genes` },
  gene: { kind: "text", meaning: "Gene symbol, or mean" },
  n: { kind: "count", meaning: "Subjects with what changes both before and after" },
  mean: { kind: "number", meaning: "Mean change of Ct, later minus earlier: above 0 it comes later", unit: "cycles" },
  median: { kind: "number", meaning: "Median change of Ct", unit: "cycles" },
  estimate: { kind: "number", meaning: "Median of pairwise means of the changes (Hodges-Lehmann)", unit: "cycles" },
  low: { kind: "number", meaning: "Lower 95 % confidence limit of the estimate", unit: "cycles" },
  high: { kind: "number", meaning: "Upper 95 % confidence limit of the estimate", unit: "cycles" },
  exact: { kind: "yes-no", meaning: "Whether p is from the exact distribution" },
  statistic: { kind: "number", meaning: "V of the signed-rank test" },
  ...testColumns,
});

export type DriftRow = Row<typeof driftColumns>;

/** How the rows are called that are not of a gene's own Ct. */
export const MEAN = "mean";
export const APART = "against-others";

const SET = { min_pairs: 2, min_detection: 0, level: 0.95 };

/**
 * The change of each reference gene's Ct in each contrast, tested within subjects, by itself and against the others: of all
 * subjects, and of those with each value of their column `by`. `samples`: those with wells and a subject.
 */
export function referenceDrift(
  wells: Wells,
  replicates: Replicates,
  samples: readonly number[],
  contrasts: readonly Contrast[],
  subjects: readonly Subject[],
  by: string,
): DriftRow[] {
  const { assays, references } = wells.panel;
  const moments = new Moments(wells.samples, samples);
  const levels = (sample: number) =>
    references.map((assay) => {
      const cell = sample * replicates.assays + assay;
      return replicates.state[cell] === Cell.measured ? replicates.ct[cell]! : Number.NaN;
    });
  const named = references.map((assay) => assays[assay]!);
  const rows = peopleBy(moments.subjects, subjects, by).flatMap(({ at, who }) =>
    contrasts.flatMap(({ name, from, to }) => {
      const pairs = who
        .map((subject) => [moments.find(subject, from), moments.find(subject, to)] as const)
        .filter(([before, after]) => before >= 0 && after >= 0);
      const hours = moments.pooledHours(pairs.map(([, after]) => after));
      const changes = pairs.map(([before, after]) => {
        const earlier = levels(before);
        return levels(after).map((later, gene) => later - earlier[gene]!);
      });
      const row = (of: string, assay: string | undefined, gene: string, all: readonly number[]) => {
        const numbers = all.filter((value) => !Number.isNaN(value));
        const test = byRank({ numbers, bounds: [], unseen: 0, low: false }, SET);
        return {
          ...{ at, contrast: name, of, assay, gene },
          ...test,
          mean: numbers.length > 0 ? mean(numbers) : undefined,
          median: numbers.length > 0 ? median(numbers) : undefined,
          caveat: caveats(
            test.caveat,
            hours && `hours after the dose are pooled: ${hours}`,
            some(all.length - numbers.length, all.length, "pairs lack a Ct"),
          ),
        };
      };
      const k = references.length;
      const own = (gene: number) => changes.map((change) => change[gene]!);
      const means = changes.map((change) => mean(change));
      // change - (sum - change) / (k - 1), where the sum is k times the mean
      const apart = (gene: number) => changes.map((change, pair) => ((change[gene]! - means[pair]!) * k) / (k - 1));
      const raw = named.map(({ assay, gene }, index) => row("ct", assay, gene, own(index)));
      if (k === 1) return raw;
      const others = named.map(({ assay, gene }, index) => row(APART, assay, gene, apart(index)));
      return [...raw, row("ct", undefined, MEAN, means), ...others];
    }),
  );
  const genes = (of: string) =>
    references.length === 1
      ? "1 reference gene"
      : `${references.length} reference genes ${of === "ct" ? "and their mean" : "against the others"}`;
  return correct(
    rows,
    ({ at, of }) =>
      `${genes(of)} in ${counted(contrasts.length, "contrast")}${at === undefined ? "" : ` at ${by} ${at}`}`,
  );
}

/** All subjects, and those of each value of the column, numbers in their order. */
function peopleBy(ids: readonly string[], subjects: readonly Subject[], by: string) {
  const all = { at: undefined as string | undefined, who: ids };
  if (by === "none") return [all];
  const values = new Map(subjects.map(({ subject, columns }) => [subject, columns[by] ?? ""]));
  const parts = groups(ids, (subject) => values.get(subject) ?? "");
  parts.delete("");
  const sorted = [...parts].sort(([a], [b]) => Number(a) - Number(b) || (a < b ? -1 : 1));
  return [all, ...sorted.map(([at, who]) => ({ at: at as string | undefined, who: who as readonly string[] }))];
}
