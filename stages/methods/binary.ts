import type { BinaryOutcome } from "../../data/outcome.ts";
import { listing } from "../../data/trouble.ts";
import { caveats } from "../caveats.ts";
import { auc } from "../statistics/auc.ts";
import { groupConcordance } from "../statistics/group-concordance.ts";
import type { Level } from "../statistics/level.ts";
import { rankSum } from "../statistics/rank-sum.ts";
import { rankSumDistribution } from "../statistics/rank-sum-distribution.ts";
import { welchT } from "../statistics/welch-t.ts";
import { answered, tally } from "./answered.ts";
import { atLimit, differ, type Gathered, gather, worst } from "./gather.ts";
import type { Compared, Method, Tested } from "./method.ts";
import { odds, regressions } from "./odds.ts";

const tests = ["rank-sum", "auc", "welch-t", ...regressions];

/** Those that are made without models. */
const simple = tests.slice(0, 3);

/**
 * Yes against no: by ranks (rank-sum with the Hodges-Lehmann shift, and the area under the ROC curve), by means (Welch),
 * and by odds. Non-detects rank below every value; a shift that depends on how far below is not given.
 */
export const binary: Method<BinaryOutcome> = {
  kind: "binary",
  tests,
  read(outcome, asked, troubles) {
    const answers = answered(outcome, asked, troubles, outcome.column, (word, refuse) => {
      if (outcome.yes.includes(word)) return "yes";
      if (outcome.no.includes(word)) return "no";
      return refuse(`neither a yes (${listing(outcome.yes)}) nor a no (${listing(outcome.no)})`);
    });
    const words = asked.order.map((subject) => answers.get(subject));
    return {
      counts: tally(["yes", "no"], answers.values()),
      words,
      compares: () => (who) => words[who] !== undefined,
      dealt: (known) => {
        const groups = known.map((who) => words[who] === "yes");
        return groups.includes(true) && groups.includes(false) ? { kind: "groups", groups } : undefined;
      },
      sides(readings) {
        const { who, ranked, unseen } = gather(readings, (who) => words[who] !== undefined);
        const yes = who.map((who) => words[who] === "yes");
        return { yes: side(ranked, yes, true), no: side(ranked, yes, false), unseen };
      },
      associate(compared, set) {
        const known = (who: number) => words[who] !== undefined;
        const gathered = gather(compared, known);
        const yes = gathered.who.map((who) => words[who] === "yes");
        const [high, low] = [side(gathered.ranked, yes, true), side(gathered.ranked, yes, false)];
        const counts = { n: yes.length, n1: high.length, n0: low.length };
        if (high.length < set.min_group || low.length < set.min_group) {
          const caveat = `${high.length} yes and ${low.length} no, fewer than ${set.min_group} in a group`;
          const none = (set.models ? tests : simple).map((method) => ({ method, result: undefined, caveat }));
          return { ...counts, concordance: undefined, tests: none };
        }
        return {
          ...counts,
          concordance: groupConcordance(high, low, set),
          tests: [
            shift(high, low, gathered, () => sides(compared, known, yes), set),
            area(high, low, gathered, set),
            means(gathered, yes, set),
            ...(set.models ? odds(yes, gathered, compared.covariates, set) : []),
          ],
        };
      },
    };
  },
};

/** The values of one side, in rising order. */
function side(values: Float64Array, yes: readonly boolean[], wanted: boolean): Float64Array {
  return values.filter((_, i) => yes[i] === wanted).sort();
}

/** Both sides with the non-detects farther below. */
function sides(compared: Compared, known: (who: number) => boolean, yes: readonly boolean[]) {
  const { ranked } = gather(compared, known, 2);
  return [side(ranked, yes, true), side(ranked, yes, false)] as const;
}

/** Rank-sum test; what of its shift changes with how far below the non-detects are put is left blank. */
function shift(
  high: Float64Array,
  low: Float64Array,
  gathered: Gathered,
  farther: () => readonly [Float64Array, Float64Array],
  set: Level,
): Tested {
  const one = rankSum(high, low, set);
  const least = one.exact ? 2 * rankSumDistribution(high.length, low.length).atMost(0) : 0;
  const few = least > 0.05 && `with ${high.length} and ${low.length} subjects no p below ${least} is possible`;
  if (gathered.unseen === 0) return { method: "rank-sum", result: one, caveat: caveats(few) };
  const two = rankSum(...farther(), set);
  const kept = (name: "estimate" | "low" | "high") =>
    one[name] !== undefined && Math.abs(one[name] - two[name]!) < 1e-9 ? one[name] : undefined;
  const result = { ...one, estimate: kept("estimate"), low: kept("low"), high: kept("high") };
  const lost = (["estimate", "low", "high"] as const).filter((name) => result[name] === undefined);
  const caveat = lost.length > 0 && `${lost.join(", ")} cannot be told: too many were not detected`;
  return { method: "rank-sum", result, caveat: caveats(worst(gathered), caveat, few) };
}

function area(high: Float64Array, low: Float64Array, gathered: Gathered, set: Level): Tested {
  const result = auc(high, low, set);
  const apart = result.low === undefined && "no interval: the groups are apart, or one has a single value";
  return { method: "auc", result, caveat: caveats(worst(gathered), apart) };
}

function means(gathered: Gathered, yes: readonly boolean[], set: Level): Tested {
  const [high, low] = [side(gathered.values, yes, true), side(gathered.values, yes, false)];
  const refused =
    Math.min(high.length, low.length) < 2
      ? "a group has a single value"
      : !differ(high) && !differ(low) && "all values of each group are equal";
  if (refused) return { method: "welch-t", result: undefined, caveat: refused };
  return { method: "welch-t", result: welchT(high, low, set), caveat: caveats(atLimit(gathered)) };
}
