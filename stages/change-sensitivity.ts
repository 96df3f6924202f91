import type { Changes } from "../data/change.ts";
import { columns, type Row } from "../data/column.ts";
import type { Contrast } from "../data/contrast.ts";
import { inOrder, type Keyed } from "../data/keyed.ts";
import type { Values } from "../data/setting.ts";
import { censoredChange } from "./censored.ts";
import { type changeSettings, changeTestColumns } from "./change-columns.ts";
import { byRank, gather } from "./change-tests.ts";
import { differences } from "./differences.ts";
import type { ExpressionOutput } from "./expression.ts";
import type { Moments } from "./moments.ts";
import { type NonDetectSettings, policies, Readings } from "./nondetects.ts";
import { testColumns } from "./test-columns.ts";

const { contrast, assay, gene, category, method, exact, n, estimate, low, high, statistic, p } = changeTestColumns;

export const changeSensitivityColumns = columns({
  ...{ contrast, assay, gene, category },
  nondetects: { kind: "text", meaning: "What a non-detect was taken for: as quality.nondetects" },
  chosen: { kind: "yes-no", meaning: "Whether the study file chose this" },
  ...{ method, exact, n, estimate, low, high, statistic, p },
  caveat: testColumns.caveat,
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
  // Of each way in turn all contrasts are told, so that the changes of one alone are held.
  const variants = policies.flatMap((policy, order) => {
    const readings =
      policy === nondetects ? chosen.readings : new Readings(expression, { nondetects: policy, ct_limit });
    const changes = policy === nondetects ? chosen.changes : differences(expression, contrasts, moments, readings);
    return contrasts.flatMap((contrast, at) => {
      const paired = pairedSamples(contrast, moments);
      return changes.assays.flatMap((index, target): Keyed<ChangeVariant>[] => {
        const rate = readings.detectionRate(paired, index);
        if (rate === 1 || paired.length === 0) return [];
        const { assay, gene, category } = panel.assays[index]!;
        const of = { contrast: contrast.name, assay, gene, category, nondetects: policy };
        const few = readings.censored && rate < set.min_detection;
        const ranked = {
          ...of,
          chosen: policy === nondetects,
          ...byRank({ ...gather(changes, at, target), low: few }, set),
        };
        const told = { key: [at, target, order], row: ranked };
        if (policy !== "censored") return [told];
        const model = { ...of, chosen: false, ...censoredChange(changes, at, target, set) };
        return [told, { key: [at, target, policies.length], row: model }];
      });
    });
  });
  return inOrder(variants);
}

/** The samples of the subjects who have both. */
function pairedSamples({ from, to }: Contrast, moments: Moments): number[] {
  return moments.subjects
    .map((subject) => [moments.find(subject, from), moments.find(subject, to)])
    .filter((pair) => pair.every((sample) => sample >= 0))
    .flat();
}
