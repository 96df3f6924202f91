import { readDay } from "../../data/day.ts";
import type { TimedOutcome } from "../../data/outcome.ts";
import { quote, type Troubles } from "../../data/trouble.ts";
import { numberIn, yesNoIn } from "../../data/written.ts";
import { answered } from "./answered.ts";
import type { Asked } from "./method.ts";

/** How long a subject was followed, in the outcome's unit, and whether the event was seen at the end. */
export interface FollowUp {
  readonly time: number;
  readonly event: boolean;
  readonly stratum: string;
  /** Day 1, in days since 1970-01-01; NaN where it is not known. */
  readonly start: number;
}

/** Reads times with their events: one without the other is trouble, both blank is no follow-up. */
export function followUps(outcome: TimedOutcome, asked: Asked, troubles: Troubles): Map<string, FollowUp> {
  const times = answered(outcome, asked, troubles, outcome.time, (word, refuse) =>
    numberIn(word) >= 0 ? numberIn(word) : refuse(`not a time in ${outcome.unit}`),
  );
  const events = answered(outcome, asked, troubles, outcome.event, (word, refuse) => {
    const seen = yesNoIn(word);
    return seen === undefined ? refuse("neither 1 (seen) nor 0 (not seen)") : { seen };
  });
  const found = new Map<string, FollowUp>();
  for (const { subject, columns, line } of asked.subjects) {
    const time = times.get(subject);
    const event = events.get(subject);
    const stratum = outcome.strata === undefined ? "" : (columns[outcome.strata] ?? "");
    if (time !== undefined && event !== undefined) {
      if (outcome.strata !== undefined && stratum === "") {
        const text = `is blank; the stratum of ${quote(outcome.name)} was expected.`;
        troubles.add({ code: "outcome-value", file: asked.file, line, column: outcome.strata, text });
      }
      found.set(subject, {
        time,
        event: event.seen,
        stratum,
        start: dayOf(columns[outcome.start ?? "first_dose"] ?? ""),
      });
    } else if (time !== undefined || event !== undefined) {
      const [there, column] = time === undefined ? [outcome.event, outcome.time] : [outcome.time, outcome.event];
      if ((columns[column] ?? "") !== "") continue;
      const text = `is blank, where ${quote(there)} is not: a time and whether the event was seen go together.`;
      troubles.add({ code: "outcome-value", file: asked.file, line, column, text });
    }
  }
  return found;
}

/** Days since 1970-01-01; NaN where the text is no whole date. */
export function dayOf(text: string): number {
  const read = readDay(text, "refuse");
  return read.kind === "whole" ? read.day : Number.NaN;
}
