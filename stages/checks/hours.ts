import { momentName } from "../../data/contrast.ts";
import { groups } from "../../data/groups.ts";
import type { Sample } from "../../data/sample.ts";
import { quote } from "../../data/trouble.ts";
import { numberIn } from "../../data/written.ts";
import { counted } from "../wording.ts";
import { check, named } from "./check.ts";

/**
 * Nominal hours must not contradict the name of the time: up to 0 at "pre...", above it at "post...". Actual hours may
 * be off by `most`, or by `share` of the nominal where that is more; before the dose they may be as early as they like.
 */
export const hours = check({
  name: "hours",
  meaning: "Nominal hours that contradict the time or differ within it, and actual hours that are off the nominal",
  finding: { noun: "sample", text: "whose hours contradict its time, or are off the nominal" },
  limits: {
    column: {
      default: "actual_hours",
      holds: "the name of a column",
      meaning: "Column of the samples table with the hours after the dose at which the sample was really taken",
    },
    most: {
      default: 0.25,
      unit: "h",
      bounds: [0, 168],
      meaning: "How far the actual time of a sample may be off the nominal",
    },
    share: {
      default: 0.2,
      unit: "fraction",
      bounds: [0, 1],
      meaning: "The same as a share of the nominal hours; the wider of the two holds",
    },
  },
  look({ wells, limits }, raise) {
    const samples = wells.samples.filter(({ subject }) => subject !== "");
    const about = (sample: Sample) => ({ level: "caution", scope: "sample", ...named(sample), unit: "h" }) as const;
    for (const sample of samples) {
      const { hours, time } = sample;
      const expected = /^pre/i.test(time) ? "0 or less" : /^post/i.test(time) ? "above 0" : undefined;
      if (hours !== undefined && expected !== undefined && hours > 0 !== (expected === "above 0"))
        raise.other({
          ...about(sample),
          observed: String(hours),
          limit: expected,
          reason: `the hours contradict the time ${quote(time)}: correct one of the two in the samples table`,
        });
      const said = sample.columns[limits.column] ?? "";
      const actual = numberIn(said);
      if (said === "") continue;
      if (Number.isNaN(actual)) {
        const reason = `${limits.column} is not a number of hours: write it as one, or leave it blank`;
        raise.other({ ...about(sample), observed: said, limit: "a number", reason });
      } else if (hours !== undefined) {
        const most = Math.max(limits.most, limits.share * hours);
        if (hours > 0 ? Math.abs(actual - hours) <= most : actual <= 0) continue;
        raise.other({
          ...about(sample),
          observed: said,
          limit: hours > 0 ? `${hours} +- ${Number(most.toPrecision(3))}` : "0 or less",
          reason:
            hours > 0
              ? "taken at another time than the nominal: leave it out, or see whether results hold without it"
              : "taken after the dose, yet listed as before it: look up which is right",
        });
      }
    }
    for (const [moment, own] of groups(samples, momentName)) {
      const counts = [...groups(own, ({ hours }) => (hours === undefined ? "" : String(hours)))];
      const [told, blank] = [counts.filter(([hours]) => hours !== ""), counts.find(([hours]) => hours === "")];
      if (told.length > 1) {
        const each = told
          .sort(([a], [b]) => Number(a) - Number(b))
          .map(([hours, { length }]) => `${hours} h (${length})`);
        raise.other({
          level: "note",
          scope: "study",
          observed: each.join(", "),
          unit: "h",
          reason: `samples of ${moment} have different nominal hours: comparisons pool them, and change-hours.csv has each by itself`,
        });
      }
      if (told.length > 0 && blank !== undefined)
        raise.other({
          level: "note",
          scope: "study",
          observed: String(blank[1].length),
          unit: "samples",
          reason: `${counted(blank[1].length, "sample")} of ${moment} without hours, where others have them`,
        });
    }
  },
});
