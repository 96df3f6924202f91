import type { Changes } from "../data/change.ts";
import { columns, type Row } from "../data/column.ts";
import type { Contrast } from "../data/contrast.ts";
import type { Values } from "../data/setting.ts";
import { censoredChange } from "./censored.ts";
import { type changeSettings, changeTestColumns } from "./change-columns.ts";
import { byRank, gather } from "./change-tests.ts";
import { differences } from "./differences.ts";
import type { ExpressionOutput } from "./expression.ts";
import type { Moments } from "./moments.ts";
import { type NonDetectSettings, policies, Readings } from "./nondetects.ts";

const { contrast, assay, gene, category, method, exact, n, estimate, low, high, statistic, p } = changeTestColumns;

export const changeSensitivityColumns = columns({
  ...{ contrast, assay, gene, category },
  nondetects: { kind: "text", meaning: "What a non-detect was taken for: as quality.nondetects" },
  chosen: { kind: "yes-no", meaning: "Whether the study file chose this" },
  ...{ method, exact, n, estimate, low, high, statistic, p },
  caveat: { kind: "text", meaning: "What limits this row" },
});

export type ChangeVariant = Row<typeof changeSensitivityColumns>;

/**
 * The signed-rank test of every target that was not always detected, under each way to take a non-detect; and the mean
 * change of a normal model in which bounds stay bounds (Tobit).
 */
export function changeSensitivity(
  expression: ExpressionOutput,
  contrasts: readonly Contrast[],
  moments: Moments,
  { nondetects, ct_limit }: NonDetectSettings,
  chosen: { readonly changes: Changes; readonly readings: Readings },
  set: Values<typeof changeSettings>,
): ChangeVariant[] {
  const { panel } = expression.wells;
  const ways = policies.map((policy) => {
    if (policy === nondetects) return { policy, ...chosen };
    const readings = new Readings(expression, { nondetects: policy, ct_limit });
    return { policy, readings, changes: differences(expression, contrasts, moments, readings) };
  });
  return contrasts.flatMap(({ name, from, to }, at) => {
    const paired = moments.subjects
      .map((subject) => [moments.find(subject, from), moments.find(subject, to)])
      .filter((pair) => pair.every((sample) => sample >= 0))
      .flat();
    return ways[0]!.changes.assays.flatMap((index, target) => {
      const rate = ways[0]!.readings.detectionRate(paired, index);
      if (rate === 1 || paired.length === 0) return [];
      const { assay, gene, category } = panel.assays[index]!;
      const of = { contrast: name, assay, gene, category };
      const ranked = ways.map(({ policy, readings, changes }): ChangeVariant => {
        const few = readings.censored && rate < set.min_detection;
        const row = byRank({ ...gather(changes, at, target), low: few }, set);
        return { ...of, nondetects: policy, chosen: policy === nondetects, ...row };
      });
      const model = censoredChange(ways[0]!.changes, at, target, set);
      return [...ranked, { ...of, nondetects: "censored", chosen: false, ...model }];
    });
  });
}
