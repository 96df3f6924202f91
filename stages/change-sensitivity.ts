import type { Changes } from "../data/change.ts";
import { columns, type Row } from "../data/column.ts";
import type { Contrast } from "../data/contrast.ts";
import { inOrder, type Keyed } from "../data/keyed.ts";
import type { Values } from "../data/setting.ts";
import { censoredChange } from "./censored.ts";
import { type changeSettings, changeTestColumns } from "./change-columns.ts";
import { byRank, gather } from "./change-tests.ts";
import { differences } from "./differences.ts";
import type { ExpressionOutput } from "./expression-output.ts";
import type { Moments } from "./moments.ts";
import { type NonDetectSettings, type Policy, policies, Readings } from "./nondetects.ts";
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
  { contrasts, assays }: Changes,
  moments: Moments,
  set: Values<typeof changeSettings> & NonDetectSettings,
): ChangeVariant[] {
  const { panel } = expression.wells;
  const readingsOf = (nondetects: Policy) => new Readings(expression, { nondetects, ct_limit: set.ct_limit });
  const paired = contrasts.map((contrast) => pairedSamples(contrast, moments));
  const rates = paired.map((samples) => readingsOf("drop").detectionRates(samples));
  const unsure = (at: number, index: number) => paired[at]!.length > 0 && rates[at]![index]! < 1;
  const some = assays.filter((index) => contrasts.some((_, at) => unsure(at, index)));
  // Of each way in turn all contrasts are told, so that the changes of one alone are held.
  const variants = policies.flatMap((policy, order) => {
    const readings = readingsOf(policy);
    const changes = differences(expression, contrasts, moments, readings, some);
    return contrasts.flatMap((contrast, at) =>
      some.flatMap((index, target): Keyed<ChangeVariant>[] => {
        if (!unsure(at, index)) return [];
        const { assay, gene, category } = panel.assays[index]!;
        const of = { contrast: contrast.name, assay, gene, category, nondetects: policy };
        const few = readings.censored && rates[at]![index]! < set.min_detection;
        const ranked = {
          ...of,
          chosen: policy === set.nondetects,
          ...byRank({ ...gather(changes, at, target), low: few }, set),
        };
        const told = { key: [at, target, order], row: ranked };
        if (policy !== "censored") return [told];
        const model = { ...of, chosen: false, ...censoredChange(changes, at, target, set) };
        return [told, { key: [at, target, policies.length], row: model }];
      }),
    );
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
