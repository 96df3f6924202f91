import { caveats } from "../caveats.ts";
import { cox } from "../statistics/cox.ts";
import type { Level } from "../statistics/level.ts";
import { logRank } from "../statistics/log-rank.ts";
import { schoenfeld } from "../statistics/schoenfeld.ts";
import { probability } from "../wording.ts";
import { adjustable } from "./adjustable.ts";
import { atLimit, differ, type Gathered } from "./gather.ts";
import { halvesOf } from "./halves.ts";
import type { Covariates, Tested } from "./method.ts";

export interface Followed {
  readonly times: Float64Array;
  readonly events: readonly boolean[];
  readonly entry: Float64Array | undefined;
  readonly strata: readonly string[] | undefined;
  readonly gathered: Gathered;
  readonly covariates: Covariates;
}

/** The hazard of the event by expression: a row for each model and test. */
export function hazards(followed: Followed, set: Level): Tested[] {
  return [regress(followed, [], undefined, set), ...adjusted(followed, set), split(followed)];
}

function regress(
  { times, events, entry, strata, gathered }: Followed,
  others: readonly Float64Array[],
  adjustedFor: string | undefined,
  set: Level,
): Tested {
  const method = adjustedFor === undefined ? "cox" : "cox-adjusted";
  if (!differ(gathered.values)) return { method, adjustedFor, result: undefined, caveat: "all values are equal" };
  const fit = cox(times, events, [gathered.values, ...others], { ...set, entry, strata });
  const { estimate, low, high } = fit.coefficients[0]!;
  const { statistic, p } = others.length === 0 ? fit.likelihoodRatio : wald(fit.coefficients[0]!);
  const monotone = fit.monotone && "no estimate: the values tell without overlap who has the event first";
  const drift = schoenfeld(times, events, [gathered.values, ...others], { entry, strata }).columns[0]!.p;
  const changing =
    drift !== undefined && drift < 0.05 && `the hazard ratio may change in time (Schoenfeld p ${probability(drift)})`;
  const caveat = caveats(monotone, changing, atLimit(gathered));
  return { method, adjustedFor, result: { exact: false, statistic, estimate, low, high, p, n: fit.n }, caveat };
}

/** Of one column among several: z squared, on the scale of the likelihood ratio. */
function wald({ statistic, p }: { readonly statistic: number | undefined; readonly p: number | undefined }) {
  return { statistic: statistic === undefined ? undefined : statistic ** 2, p };
}

function adjusted(followed: Followed, set: Level): Tested[] {
  const { gathered, covariates } = followed;
  if (covariates.names.length === 0) return [];
  const { rows, columns, adjustedFor, refused } = adjustable(covariates, gathered);
  if (refused) return [{ method: "cox-adjusted", adjustedFor, result: undefined, caveat: refused }];
  const part = <T>(list: readonly T[]) => rows.map((row) => list[row]!);
  const numbers = (list: Float64Array) => Float64Array.from(rows, (row) => list[row]!);
  const some: Followed = {
    times: numbers(followed.times),
    events: part(followed.events),
    entry: followed.entry && numbers(followed.entry),
    strata: followed.strata && part(followed.strata),
    gathered: { ...gathered, who: part(gathered.who), values: numbers(gathered.values) },
    covariates,
  };
  const left = gathered.who.length - rows.length;
  const tested = regress(some, columns, adjustedFor, set);
  return [
    { ...tested, caveat: caveats(left > 0 && `${left} subjects without a covariate are left out`, tested.caveat) },
  ];
}

/** Those below the median against the others, whatever lies far out. */
function split({ times, events, entry, strata, gathered }: Followed): Tested {
  const groups = halvesOf(gathered.ranked);
  if (groups === undefined) return { method: "log-rank", result: undefined, caveat: "no value is below the median" };
  const below = groups.filter((group) => group === "below").length;
  const { statistic, p, n } = logRank(times, events, groups, { entry, strata });
  const none = p === undefined && "no event while both halves were followed";
  const caveat = caveats(none, `${below} subjects below the median of the values, ${n - below} not`);
  return {
    method: "log-rank",
    result: { exact: false, statistic, estimate: undefined, low: undefined, high: undefined, p, n },
    caveat,
  };
}
