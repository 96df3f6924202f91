import type { TimedOutcome } from "../../data/outcome.ts";
import type { FollowUp } from "./follow-up.ts";
import type { When } from "./method.ts";

const DAYS: Readonly<Record<TimedOutcome["unit"], number>> = { days: 1, weeks: 7, months: 30.4375, years: 365.25 };

/**
 * From when on each subject's follow-up counts. What was measured after Day 1 can tell nothing of the time before: who had
 * the event by then would be compared by a value that they never lived to have.
 */
export interface Landmark {
  /** In the outcome's unit, by subject; undefined where all count from Day 1. */
  readonly at: Float64Array | undefined;
  /** Whether a subject is followed at, and beyond, their sample. */
  readonly stays: (who: number) => boolean;
  /** Subjects with a value who had the event, or were last seen, by the day of their sample. */
  readonly gone: number;
  /** Subjects with a sample whose day, or Day 1, is not known. */
  readonly unplaced: number;
  /** Why nothing can be compared. */
  readonly why: string | undefined;
}

/** Day 1 is day 1 of the time scale, as an analysis value in days is date - start + 1. */
export function landmark(
  followed: readonly (FollowUp | undefined)[],
  { later, days }: When,
  unit: TimedOutcome["unit"],
): Landmark {
  const isFollowed = (who: number) => followed[who] !== undefined;
  if (!later) return { at: undefined, stays: isFollowed, gone: 0, unplaced: 0, why: undefined };
  const at = Float64Array.from(followed, (one, who) => (one ? (days[who]! - one.start + 1) / DAYS[unit] : Number.NaN));
  const stays = (who: number) => isFollowed(who) && at[who]! < followed[who]!.time;
  let gone = 0;
  let unplaced = 0;
  followed.forEach((one, who) => {
    if (one === undefined) return;
    if (Number.isNaN(at[who]!)) unplaced++;
    else if (!stays(who)) gone++;
  });
  const known = followed.some((one, who) => one !== undefined && !Number.isNaN(at[who]!));
  const why =
    "measured after Day 1, and no sample's date with a Day 1 tells from when on to follow: column `collected` of the samples, `start` of the outcome";
  return { at, stays, gone, unplaced: known ? unplaced : 0, why: known ? undefined : why };
}
