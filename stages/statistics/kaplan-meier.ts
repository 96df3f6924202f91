import { alphaOf, type Level } from "./level.ts";
import { normalLimit } from "./normal-limit.ts";
import type { Numbers } from "./numbers.ts";
import { type Entry, survivalData } from "./survival-data.ts";
import { type SurvivalQuantile, type SurvivalStep, survivalQuantile } from "./survival-quantile.ts";

/** On which scale of the survival the interval is symmetric. */
export type SurvivalInterval = "log-log" | "log" | "plain";

export interface KaplanMeierOptions extends Entry, Level {
  readonly interval?: SurvivalInterval | undefined;
}

/** One time at which somebody left, with the event or without. */
export interface KaplanMeierStep extends SurvivalStep {
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  readonly se: number | undefined;
}

export interface KaplanMeier {
  readonly n: number;
  readonly events: number;
  readonly median: SurvivalQuantile;
  readonly steps: readonly KaplanMeierStep[];
}

/**
 * Which share of the subjects is still free of the event at each time?
 *
 * Formula: S = product of (1 - d / r) over the event times, d events of r at risk: those who entered before the time and
 * have not left before it. Greenwood's v = sum of d / (r (r - d)); se = S sqrt v. Limits, with z the normal quantile:
 * log-log S^exp(-+ z sqrt v / ln S); log S exp(-+ z sqrt v); plain S -+ z se; within 0 and 1. Where S is 1 or 0 nothing
 * is known of its spread: no limits, and at 0 no standard error.
 * Unit: survival, its se and limits: a share; median as the times (see `survivalQuantile`). With entry times few may be
 * at risk early, and the curve may reach 0 there for good.
 * Source: Kaplan EL, Meier P (1958) Nonparametric estimation from incomplete observations. J. Am. Stat. Assoc.
 * 53:457-481; Kalbfleisch JD, Prentice RL (2002) The Statistical Analysis of Failure Time Data, 2nd ed., 1.4.
 * Checked: R `survival::survfit` -> test/reference/kaplan-meier.json; where S is 1 R's limits by log and plain are 1.
 * Cost: O(n log n); 0.02 ms at n = 72.
 *
 * @example
 * kaplanMeier([2, 3, 3, 5], [true, true, false, true]).steps.map((step) => step.survival) // [0.75, 0.5, 0]
 * kaplanMeier([2, 3, 3, 5], [true, true, false, true]).steps.map((step) => step.atRisk) // [4, 3, 1]
 * kaplanMeier([2, 3, 3, 5], [true, true, false, true]).median.estimate // 4
 * @throws {RangeError} when a number is not finite, a time is negative, an entry is not before its exit, the lengths
 * differ, or there is nobody
 */
export function kaplanMeier(
  times: Numbers,
  events: readonly boolean[],
  { entry, interval = "log-log", level }: KaplanMeierOptions = {},
): KaplanMeier {
  const reach = normalLimit(alphaOf("kaplan-meier", { level }) / 2);
  const { exits, entries, strata, deaths } = survivalData("kaplan-meier", times, events, { entry });
  const places = strata[0]!;
  const n = places.length;
  const entered = entries?.slice().sort();
  const steps: KaplanMeierStep[] = [];
  let survival = 1;
  let variance = 0;
  for (let start = 0, inside = entered ? 0 : n; start < n; ) {
    const time = exits[places[start]!]!;
    if (entered) while (inside < n && entered[inside]! < time) inside++;
    const atRisk = inside - start;
    let end = start;
    let died = 0;
    for (; end < n && exits[places[end]!] === time; end++) if (events[places[end]!]) died++;
    survival *= (atRisk - died) / atRisk;
    if (survival > 0) variance += died / (atRisk * (atRisk - died));
    const spread = Math.sqrt(variance);
    const { low, high } = limits(survival, reach * spread, interval);
    const se = survival > 0 ? survival * spread : undefined;
    steps.push({ time, atRisk, events: died, censored: end - start - died, survival, se, low, high });
    start = end;
  }
  return { n, events: deaths, median: survivalQuantile(steps), steps };
}

/** `reach` is on the scale of the logarithm of survival. */
function limits(survival: number, reach: number, interval: SurvivalInterval) {
  if (survival === 0 || survival === 1) return { low: undefined, high: undefined };
  if (interval === "plain") {
    return { low: Math.max(0, survival - survival * reach), high: Math.min(1, survival + survival * reach) };
  }
  if (interval === "log") return { low: survival * Math.exp(-reach), high: Math.min(1, survival * Math.exp(reach)) };
  const log = Math.log(survival);
  return { low: Math.exp(log * Math.exp(-reach / log)), high: Math.exp(log * Math.exp(reach / log)) };
}
