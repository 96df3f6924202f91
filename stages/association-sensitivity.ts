import { columns, type Row } from "../data/column.ts";
import type { Moment } from "../data/contrast.ts";
import type { Outcome } from "../data/outcome.ts";
import type { Values } from "../data/setting.ts";
import { associationColumns, type associationSettings } from "./association-columns.ts";
import { testAssociation } from "./association-tests.ts";
import type { ChangeOutput } from "./change.ts";
import { differences } from "./differences.ts";
import { methods } from "./methods/index.ts";
import type { Answers } from "./methods/method.ts";
import { policies, Readings } from "./nondetects.ts";
import { placesOf } from "./places.ts";

const { outcome, at, assay, gene, category, method, exact, n, n_1, n_0 } = associationColumns;
const { estimate, low, high, statistic, p, concordance, concordance_low, concordance_high } = associationColumns;

export const associationSensitivityColumns = columns({
  ...{ outcome, at, assay, gene, category },
  nondetects: { kind: "text", meaning: "What a non-detect was taken for: as quality.nondetects" },
  chosen: { kind: "yes-no", meaning: "Whether the study file chose this" },
  ...{ method, exact, n, n_1, n_0, estimate, low, high, statistic, p },
  ...{ concordance, concordance_low, concordance_high },
  caveat: { kind: "text", meaning: "What limits this row" },
});

export type AssociationVariant = Row<typeof associationSensitivityColumns>;

/** The first method of each outcome's kind for every target that was not always detected, under each way to take a non-detect. */
export function associationSensitivity(
  { panel, changes, moments, expression, nondetects }: ChangeOutput,
  all: readonly Moment[],
  outcomes: readonly Outcome[],
  answers: ReadonlyMap<string, Answers>,
  set: Values<typeof associationSettings>,
): AssociationVariant[] {
  const none = { names: [], columns: [] };
  const variants = policies.flatMap((policy, order) => {
    const readings = new Readings(expression, { ...nondetects, nondetects: policy });
    const places = placesOf(all, moments, readings, differences(expression, changes.contrasts, moments, readings));
    return places.flatMap((place, which) => {
      const samples = place.looked.filter((sample) => sample >= 0);
      const unseen = changes.assays.filter((index) => samples.length > 0 && readings.detectionRate(samples, index) < 1);
      return outcomes.flatMap((outcome, asked) => {
        const question = {
          ...{ outcome, answers: answers.get(outcome.name)!, place, covariates: none },
          censored: readings.censored,
        };
        return unseen.flatMap((index) => {
          const target = changes.assays.indexOf(index);
          return testAssociation(question, [{ assay: index, target }], panel, { ...set, models: "no" })
            .filter((row) => row.method === methods[outcome.kind].tests[0])
            .map((row) => ({
              key: [asked, which, target, order],
              row: { ...row, nondetects: policy, chosen: policy === nondetects.nondetects },
            }));
        });
      });
    });
  });
  return variants.sort((a, b) => compare(a.key, b.key)).map(({ row }) => row);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const first = a.findIndex((value, i) => value !== b[i]);
  return first < 0 ? 0 : a[first]! - b[first]!;
}
