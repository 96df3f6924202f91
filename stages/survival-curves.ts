import type { Survival } from "../data/figure.ts";
import { type KaplanMeierStep, kaplanMeier } from "./statistics/kaplan-meier.ts";
import type { Level } from "./statistics/level.ts";

/** Subjects whose curve is drawn: how long each was followed, from when on, and whether the event was seen at the end. */
export interface Cohort {
  readonly label: string;
  readonly times: readonly number[];
  readonly events: readonly boolean[];
  readonly entry?: readonly number[] | undefined;
}

interface Words {
  readonly title: string;
  readonly caption: string;
  /** From when the times count, and their unit. */
  readonly from: string;
  readonly unit: string;
}

/** Kaplan-Meier curves of the groups that have anybody, and how many of each are at risk as time goes on. */
export function survivalCurves(cohorts: readonly Cohort[], words: Words, { level = 0.95 }: Level): Survival[] {
  const some = cohorts.filter(({ times }) => times.length > 0);
  if (some.length === 0) return [];
  const last = some.reduce((most, { times }) => times.reduce((a, b) => Math.max(a, b), most), 0);
  const ticks = riskTimes(last, words.unit);
  return [
    {
      kind: "survival",
      title: words.title,
      caption: words.caption,
      x: `Time from ${words.from} (${words.unit})`,
      y: "Probability without the event",
      unit: words.unit,
      level,
      scale: "log-log",
      ticks,
      groups: some.map(({ label, times, events, entry }) => {
        const { n, events: seen, median, steps } = kaplanMeier(times, events, { entry, interval: "log-log", level });
        return {
          ...{ label, n, events: seen, median, from: Math.max(0, entry ? entry.reduce((a, b) => Math.min(a, b)) : 0) },
          steps: steps.map(({ se: _, ...step }) => step),
          life: ticks.map((tick) => ({
            atRisk: times.filter((time, i) => time >= tick && !(entry && entry[i]! >= tick)).length,
            ...until(steps, tick),
          })),
        };
      }),
    },
  ];
}

/** What has happened up to a time. */
function until(steps: readonly KaplanMeierStep[], time: number) {
  const past = steps.filter((step) => step.time <= time);
  const { survival, low, high } = past.at(-1) ?? { survival: 1, low: undefined, high: undefined };
  const sum = (of: (step: KaplanMeierStep) => number) => past.reduce((all, step) => all + of(step), 0);
  return { events: sum(({ events }) => events), censored: sum(({ censored }) => censored), survival, low, high };
}

/** Steps between the times at which those at risk are counted, as calendars have them. */
const STEPS: Readonly<Record<string, readonly number[]>> = {
  days: [1, 2, 7, 14, 28, 56, 91, 182, 365],
  weeks: [1, 2, 4, 8, 13, 26, 52, 104],
  months: [1, 2, 3, 6, 12, 24, 36, 60],
  years: [1, 2, 5, 10],
};
/** Most steps from 0 to the last time. */
const MOST = 8;

/** Times from 0 to the last, a step of the calendar apart, or a round number where none of these is long or short enough. */
export function riskTimes(last: number, unit: string): number[] {
  const power = 10 ** Math.floor(Math.log10(last > 0 ? last / MOST : 1));
  const round = [1, 2, 5, 10].map((digit) => digit * power);
  const calendar = last > MOST / 2 ? (STEPS[unit] ?? []) : [];
  const step = [...calendar, ...round].find((one) => last / one <= MOST)!;
  return Array.from({ length: Math.floor(last / step + 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}
