import { listing, quote } from "../../data/trouble.ts";
import { caveats } from "../caveats.ts";
import { auc } from "../statistics/auc.ts";
import { groupConcordance } from "../statistics/group-concordance.ts";
import type { Level } from "../statistics/level.ts";
import { rankSum } from "../statistics/rank-sum.ts";
import { rankSumDistribution } from "../statistics/rank-sum-distribution.ts";
import type { Association, Method, Readings } from "./method.ts";

const names = ["rank-sum", "auc"];

/**
 * Yes against no: Wilcoxon rank-sum with the Hodges-Lehmann shift, and the area under the ROC curve. Non-detects rank
 * below every value and equal among themselves; a shift that depends on how far below is not given.
 */
export const binary: Method<boolean> = {
  kind: "binary",
  tests: names,
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
    const near = groups(readings, outcome, 1);
    const { yes, no, unseen } = near;
    const n = yes.length + no.length;
    const counts = { n, n1: yes.length, n0: no.length };
    if (yes.length < set.min_group || no.length < set.min_group) {
      const caveat = `${yes.length} yes and ${no.length} no, fewer than ${set.min_group} in a group`;
      return {
        ...counts,
        concordance: undefined,
        tests: names.map((method) => ({ method, result: undefined, caveat })),
      };
    }
    const worst = unseen > 0 && `${unseen} of ${n} not detected: ranked below all others and equal among themselves`;
    const sum = shift(near, unseen > 0 ? groups(readings, outcome, 2) : near, set);
    const area = auc(yes, no, set);
    const least = sum.result?.exact ? 2 * rankSumDistribution(yes.length, no.length).atMost(0) : 0;
    const few = least > 0.05 && `with ${yes.length} and ${no.length} subjects no p below ${least} is possible`;
    const apart = area.low === undefined && "no interval: the groups are apart, or one has a single value";
    return {
      ...counts,
      concordance: groupConcordance(yes, no, set),
      tests: [
        { method: "rank-sum", result: sum.result, caveat: caveats(worst, sum.caveat, few) },
        { method: "auc", result: area, caveat: caveats(worst, apart) },
      ],
    };
  },
};

interface Groups {
  /** Sorted values. */
  readonly yes: Float64Array;
  readonly no: Float64Array;
  readonly unseen: number;
}

/** The values of both groups, every non-detect at the same value, `below` under the lowest there is. */
function groups({ values, censored }: Readings, outcome: readonly (boolean | undefined)[], below: number): Groups {
  let lowest = Number.POSITIVE_INFINITY;
  let yeses = 0;
  let noes = 0;
  let unseen = 0;
  const known = (who: number) => !Number.isNaN(values[who]!) && outcome[who] !== undefined;
  for (let who = 0; who < values.length; who++) {
    if (!known(who)) continue;
    if (values[who]! < lowest) lowest = values[who]!;
    if (censored[who] === 1) unseen++;
    if (outcome[who]) yeses++;
    else noes++;
  }
  const yes = new Float64Array(yeses);
  const no = new Float64Array(noes);
  for (let who = 0; who < values.length; who++) {
    if (!known(who)) continue;
    const value = censored[who] === 1 ? lowest - below : values[who]!;
    if (outcome[who]) yes[--yeses] = value;
    else no[--noes] = value;
  }
  return { yes: yes.sort(), no: no.sort(), unseen };
}

/** Rank-sum test; what of its shift changes with how far below the non-detects are put is left blank. */
function shift(near: Groups, far: Groups, set: Level): Omit<Association, "method"> {
  const one = rankSum(near.yes, near.no, set);
  if (far === near) return { result: one, caveat: undefined };
  const two = rankSum(far.yes, far.no, set);
  const kept = (name: "estimate" | "low" | "high") =>
    one[name] !== undefined && Math.abs(one[name] - two[name]!) < 1e-9 ? one[name] : undefined;
  const result = { ...one, estimate: kept("estimate"), low: kept("low"), high: kept("high") };
  const lost = (["estimate", "low", "high"] as const).filter((name) => result[name] === undefined);
  const caveat = lost.length > 0 ? `${lost.join(", ")} cannot be told: too many were not detected` : undefined;
  return { result, caveat };
}
