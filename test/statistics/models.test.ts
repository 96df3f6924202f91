import { describe, expect, test } from "vitest";
import { firth } from "../../stages/statistics/firth.ts";
import { logistic } from "../../stages/statistics/logistic.ts";
import { mixedModel } from "../../stages/statistics/mixed-model.ts";
import { tobit } from "../../stages/statistics/tobit.ts";
import type { Bound } from "../../stages/statistics/tobit-likelihood.ts";
import { near, reference } from "./reference.ts";

/**
 * Coefficients and limits are good to 1e-12 of their standard error, log likelihoods, z and the root of a likelihood ratio
 * to 1e-12 of 1. The relative error of a p is that of z times z^2: beyond z = 7 that, at 2e-14 of z, is more than 1e-12;
 * at n = 2000 and p = 3e-258 R's own is 3e-12.
 */
function nearModel(got: object, want: Record<string, unknown>, where: string): void {
  expect(Object.keys(got).sort(), where).toEqual(Object.keys(want).sort());
  const number = (field: string) => Math.abs(Number(want[field] ?? 0));
  const [se, statistic] = [number("se"), number("statistic")];
  const isRatio = "waldP" in want;
  const square = isRatio ? statistic : statistic ** 2;
  const scales: Record<string, number> = {
    estimate: se,
    low: se,
    high: se,
    z: 1,
    statistic: isRatio ? Math.sqrt(statistic) : 1,
    logLikelihood: 1,
    deviance: 1,
  };
  const within: Record<string, number> = { p: square * 2e-14, waldP: number("z") ** 2 * 2e-14 };
  for (const [field, value] of Object.entries(want)) {
    const given = (got as Record<string, unknown>)[field];
    const at = `${where}.${field}`;
    if (Array.isArray(value)) value.forEach((each, i) => nearModel((given as object[])[i]!, each, `${at}[${i}]`));
    else if (typeof value === "object" && value !== null)
      nearModel(given as object, value as Record<string, unknown>, at);
    else near(given, value, at, scales[field] ?? 0, Math.max(1e-12, within[field] ?? 0));
  }
}

interface Input {
  readonly outcome: boolean[];
  readonly values: number[];
  readonly bounds: Bound[];
  readonly subjects: string[];
  readonly columns: number[][];
  readonly level: number;
}
const models: Readonly<Record<string, (input: Input) => object>> = {
  logistic: ({ outcome, columns, level }) => logistic(outcome, columns, { level }),
  firth: ({ outcome, columns, level }) => firth(outcome, columns, { level }),
  "mixed-model": ({ values, subjects, columns, level }) => mixedModel(values, subjects, columns, { level }),
  tobit: ({ values, bounds, columns, level }) => tobit(values, bounds, columns, { level }),
};

describe("reference numbers from R", () => {
  for (const [topic, run] of Object.entries(models)) {
    for (const { name, input, result } of reference(topic).cases) {
      test(`${topic}: ${name}`, () => {
        const given = structuredClone(input);
        const got = run(input);
        expect(input, "the input is not changed").toEqual(given);
        nearModel(got, result, topic);
      });
    }
  }
});
