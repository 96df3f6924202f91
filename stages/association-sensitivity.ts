import { columns, type Row } from "../data/column.ts";
import type { Moment } from "../data/contrast.ts";
import { inOrder } from "../data/keyed.ts";
import type { Outcome } from "../data/outcome.ts";
import type { Values } from "../data/setting.ts";
import { associationColumns, type associationSettings } from "./association-columns.ts";
import { testAssociation } from "./association-tests.ts";
import { censoredDifference } from "./censored.ts";
import type { ChangeOutput } from "./change.ts";
import { differences } from "./differences.ts";
import { methods } from "./methods/index.ts";
import type { Answers } from "./methods/method.ts";
import { policies, Readings } from "./nondetects.ts";
import { placesOf } from "./places.ts";
import { testColumns } from "./test-columns.ts";

const { outcome, at, assay, gene, category, method, exact, n, n_1, n_0 } = associationColumns;
const { estimate, low, high, statistic, p, concordance, concordance_low, concordance_high } = associationColumns;

export const associationSensitivityColumns = columns({
  ...{ outcome, at, assay, gene, category },
  nondetects: { kind: "text", meaning: "What a non-detect was taken for: as quality.nondetects" },
  chosen: { kind: "yes-no", meaning: "Whether the study file chose this" },
  ...{ method, exact, n, n_1, n_0, estimate, low, high, statistic, p },
  ...{ concordance, concordance_low, concordance_high },
  caveat: testColumns.caveat,
});

export type AssociationVariant = Row<typeof associationSensitivityColumns>;

/** The first method of each outcome's kind for every target that was not always detected, under each way to take a non-detect. */
export function associationSensitivity(
  { panel, changes, moments, readings, expression, nondetects }: ChangeOutput,
  all: readonly Moment[],
  outcomes: readonly Outcome[],
  answers: ReadonlyMap<string, Answers>,
  set: Values<typeof associationSettings>,
): AssociationVariant[] {
  const none = { names: [], columns: [] };
  const looked = placesOf(all, moments, readings, changes).map(({ looked }) => looked.filter((sample) => sample >= 0));
  const rates = looked.map((samples) => readings.detectionRates(samples));
  const unsure = (which: number, index: number) => looked[which]!.length > 0 && rates[which]![index]! < 1;
  const some = changes.assays.filter((index) => rates.some((_, which) => unsure(which, index)));
  const variants = policies.flatMap((policy, order) => {
    const read = new Readings(expression, { ...nondetects, nondetects: policy });
    const varied = differences(expression, changes.contrasts, moments, read, some);
    return placesOf(all, moments, read, varied).flatMap((place, which) =>
      outcomes.flatMap((outcome, asked) => {
        const question = {
          ...{ outcome, answers: answers.get(outcome.name)!, place, covariates: none },
          censored: read.censored,
        };
        return some.flatMap((index, target) => {
          if (!unsure(which, index)) return [];
          const [first] = testAssociation(question, [{ assay: index, target }], panel, { ...set, models: "no" }).filter(
            (row) => row.method === methods[outcome.kind].tests[0],
          );
          const row = { ...first!, nondetects: policy, chosen: policy === nondetects.nondetects };
          const told = { key: [asked, which, target, order], row };
          if (policy !== "censored" || outcome.kind !== "binary" || place.isChange) return [told];
          // Of yes and no at a visit and time, the difference of a normal model in which non-detects stay below their limits.
          const compared = { ...place.collect(index, target), covariates: none, when: place.when };
          const model = censoredDifference(compared, question.answers.words, set);
          const blank = { concordance: undefined, concordance_low: undefined, concordance_high: undefined };
          return [
            told,
            { key: [asked, which, target, policies.length], row: { ...row, ...blank, ...model, chosen: false } },
          ];
        });
      }),
    );
  });
  return inOrder(variants);
}
