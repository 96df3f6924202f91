import type { Variable } from "./dataset.ts";
import { readDay } from "./day.ts";

/** SAS counts days, or seconds, from 1960-01-01: 3653 days before 1970-01-01. */
const ORIGIN = 3653;
const SECONDS = 86_400;

/** Formats that print a number of days, and of seconds, as a date. */
const DAYS = /^(DATE|YYMMDD[BCDNPS]?|MMDDYY[BCDNPS]?|DDMMYY[BCDNPS]?|E8601DA|B8601DA|IS8601DA)\d*\.$/i;
const MOMENTS = /^(DATETIME|E8601DT|B8601DT|IS8601DT)\d*\.\d*$/i;

/**
 * A number of a SAS variable as a text: "2014-01-02" for a date, "2014-01-02T08:30:00" for a moment, else the number as it
 * is written shortest. A date is told by the variable's format, or by a name that ends in DT, as those of ADaM's numeric
 * dates do and no others.
 *
 * @example
 * sasText(19725, { name: "ADT", label: "", type: "number", length: 8, format: "DATE9." }) // "2014-01-02"
 */
export function sasText(value: number, { name, format }: Variable): string {
  if (MOMENTS.test(format)) return dateOf(value / SECONDS, "moment") ?? String(value);
  if (DAYS.test(format) || name.endsWith("DT")) return dateOf(value, "day") ?? String(value);
  return String(value);
}

/**
 * The days that SAS counts for a date.
 *
 * @example
 * sasDay("2014-01-02") // 19725
 * @throws {RangeError} where the text is no date.
 */
export function sasDay(text: string): number {
  const read = readDay(text, "refuse");
  if (read.kind !== "whole") throw new RangeError(`${text} is no date`);
  return read.day + ORIGIN;
}

/** undefined where it is no whole day, or no date of 1900 to 2100: the number then stays, and is no date to any reader. */
function dateOf(days: number, kind: "day" | "moment"): string | undefined {
  if (kind === "day" && !Number.isInteger(days)) return undefined;
  if (days < -21_914 || days >= 51_500) return undefined;
  const text = new Date(Math.round((days - ORIGIN) * SECONDS) * 1000).toISOString();
  return text.slice(0, kind === "day" ? 10 : 19);
}
