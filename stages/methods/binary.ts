import { listing, quote } from "../../data/trouble.ts";
import { caveats } from "../caveats.ts";
import { auc } from "../statistics/auc.ts";
import { concordance } from "../statistics/concordance.ts";
import type { Level } from "../statistics/level.ts";
import { rankSum } from "../statistics/rank-sum.ts";
import type { TestResult } from "../statistics/result.ts";
import type { Association, Method, Reading } from "./method.ts";

/**
 * Yes against no: Wilcoxon rank-sum with the Hodges-Lehmann shift, and the area under the ROC curve. Non-detects rank
 * below every value and equal among themselves; a shift that depends on how far below is not given.
 */
export const binary: Method<boolean> = {
  kind: "binary",
  read(outcome, subjects, file, troubles) {
    const values = new Map<string, boolean>();
    for (const { subject, columns, line } of subjects) {
      const word = columns[outcome.column] ?? "";
      if (word === "") continue;
      if (outcome.yes.includes(word)) values.set(subject, true);
      else if (outcome.no.includes(word)) values.set(subject, false);
      else {
        troubles.add({
          code: "outcome-value",
          file,
          line,
          column: outcome.column,
          text: `${quote(word)} is neither a yes (${listing(outcome.yes)}) nor a no (${listing(outcome.no)}) of the outcome ${quote(outcome.name)}.`,
        });
      }
    }
    return values;
  },
  associate(readings, outcome, set) {
    const known = readings.filter(({ subject }) => outcome.has(subject));
    const yes = known.filter(({ subject }) => outcome.get(subject));
    const no = known.filter(({ subject }) => !outcome.get(subject));
    const counts = { n: known.length, n1: yes.length, n0: no.length };
    if (yes.length < set.min_group || no.length < set.min_group) {
      const caveat = `${yes.length} yes and ${no.length} no, fewer than ${set.min_group} in a group`;
      return {
        ...counts,
        concordance: undefined,
        tests: ["rank-sum", "auc"].map((method) => ({ method, result: undefined, caveat })),
      };
    }
    const floor = Math.min(...known.map(({ value }) => value));
    const near = ranked(yes, no, floor - 1);
    const unseen = known.filter((reading) => reading.censored).length;
    const worst =
      unseen > 0 && `${unseen} of ${known.length} not detected: ranked below all others and equal among themselves`;
    const sum = shift(near, unseen > 0 ? ranked(yes, no, floor - 2) : near, set);
    const area = auc(near.yes, near.no, set);
    const c = concordance([...yes.map(() => true), ...no.map(() => false)], [...near.yes, ...near.no], set);
    return {
      ...counts,
      concordance: c,
      tests: [
        { method: "rank-sum", result: sum.result, caveat: caveats(worst, sum.caveat) },
        {
          method: "auc",
          result: area,
          caveat: caveats(
            worst,
            area.low === undefined && "no interval: the groups are apart, or one has a single value",
          ),
        },
      ],
    };
  },
};

interface Groups {
  readonly yes: Float64Array;
  readonly no: Float64Array;
}

/** The values of both groups, with every non-detect at `worst`. */
function ranked(yes: readonly Reading[], no: readonly Reading[], worst: number): Groups {
  const values = (readings: readonly Reading[]) =>
    Float64Array.from(readings, ({ value, censored }) => (censored ? worst : value));
  return { yes: values(yes), no: values(no) };
}

/** Rank-sum test; what of its shift changes with how far below the non-detects are put is left blank. */
function shift(near: Groups, far: Groups, set: Level): Omit<Association, "method"> {
  const one = rankSum(near.yes, near.no, set);
  if (far === near) return { result: one, caveat: undefined };
  const two = rankSum(far.yes, far.no, set);
  const kept = (name: "estimate" | "low" | "high") =>
    one[name] !== undefined && Math.abs(one[name]! - two[name]!) < 1e-9 ? one[name] : undefined;
  const result = { ...one, estimate: kept("estimate"), low: kept("low"), high: kept("high") } as TestResult;
  const lost = (["estimate", "low", "high"] as const).filter((name) => result[name] === undefined);
  return {
    result,
    caveat: lost.length > 0 ? `${lost.join(", ")} cannot be told: too many were not detected` : undefined,
  };
}
