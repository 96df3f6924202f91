/** A day is a whole number of days since 1970-01-01: dates are subtracted, never clocks or time zones. */
const MILLISECONDS = 86_400_000;

/** What to do with a date whose day or month is not known: refuse it, or take the first, middle or last day it may be. */
export const partialDates = ["refuse", "first", "middle", "last"] as const;
export type PartialDates = (typeof partialDates)[number];

/** `partial`: the date lacks its day or month, and such dates are refused. `none`: the text is no date of 1900 to 2100. */
export type DayRead =
  | { readonly kind: "whole" | "imputed"; readonly day: number }
  | { readonly kind: "partial" | "none" };

/**
 * Reads YYYY-MM-DD, strictly: 2014-02-30, 14-05-03, 3/5/2014 and a time after the date are none. The middle of a month
 * is its day 15, the middle of a year its July 1.
 *
 * @example
 * readDay("1970-02-01", "refuse") // { kind: "whole", day: 31 }
 * readDay("1970-02", "last") // { kind: "imputed", day: 58 }
 */
export function readDay(text: string, partial: PartialDates): DayRead {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!found) return { kind: "none" };
  const [year, month, date] = found.slice(1).map((digits) => (digits === undefined ? undefined : Number(digits)));
  if (date !== undefined) return dayOf(year!, month!, date, "whole");
  const first = dayOf(year!, month ?? 1, 1, "imputed");
  if (first.kind === "none" || partial === "first") return first;
  if (partial === "refuse") return { kind: "partial" };
  if (month === undefined)
    return partial === "middle" ? dayOf(year!, 7, 1, "imputed") : dayOf(year!, 12, 31, "imputed");
  return dayOf(year!, month, partial === "middle" ? 15 : daysIn(year!, month), "imputed");
}

/** "2014-05-03" */
export function dayText(day: number): string {
  return new Date(day * MILLISECONDS).toISOString().slice(0, 10);
}

function dayOf(year: number, month: number, date: number, kind: "whole" | "imputed"): DayRead {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || date < 1 || date > daysIn(year, month)) {
    return { kind: "none" };
  }
  return { kind, day: Date.UTC(year, month - 1, date) / MILLISECONDS };
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
