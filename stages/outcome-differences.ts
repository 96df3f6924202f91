import { columns, type Row } from "../data/column.ts";
import { dayText } from "../data/day.ts";
import type { Supplied, TimeUnit } from "../data/supplied.ts";

export const outcomeDifferenceColumns = columns({
  subject: { kind: "text", meaning: "Subject" },
  measure: { kind: "text", meaning: "Measure of outcome that is supplied and derived" },
  parameter: { kind: "text", meaning: "What the supplied dataset calls it (PARAMCD)" },
  what: {
    kind: "text",
    meaning:
      "What differs: value; event (happened or censored); date of it; not-derived; not-supplied; own-dates: the supplied time is not that between its own dates",
  },
  supplied: { kind: "text", meaning: "As supplied: this is what is used" },
  derived: { kind: "text", meaning: "As derived here from dated facts, in the unit of what is supplied" },
  difference: { kind: "number", meaning: "Supplied less derived, where both are numbers or dates, in the unit" },
  unit: { kind: "text", meaning: "Unit of difference" },
  file: { kind: "text", meaning: "File of the supplied record" },
  line: { kind: "count", meaning: "Line of it, or number of the record in the dataset, from 1" },
});

export type OutcomeDifference = Row<typeof outcomeDifferenceColumns>;

/** What is derived for one subject: months or a word, whether it happened, and the day of the record that decided. */
export interface DerivedOutcome {
  readonly value: number | string;
  readonly event?: boolean | undefined;
  /** Whole days since 1970-01-01. */
  readonly day: number | undefined;
}

export interface DifferenceRule {
  /** Length of a month in days, and the number of the day on which a time begins. */
  readonly month: number;
  readonly day_one: number;
  /** Times that are so many days apart, or fewer, are the same: supplied times may be rounded. */
  readonly within: number;
}

/**
 * Where measures that a dataset supplies differ from those that are derived, by the name of the measure and the subject.
 * Nothing is changed by it: what is supplied is used. A measure of which nothing is supplied is not compared.
 *
 * Unit: times are compared in days; a week is 7 of them, a month `month`, a year 12 months.
 * Order: that of the supplied, then what is derived alone, in its own order.
 */
export function outcomeDifferences(
  supplied: readonly Supplied[],
  derived: ReadonlyMap<string, ReadonlyMap<string, DerivedOutcome>>,
  rule: DifferenceRule,
): OutcomeDifference[] {
  const rows = supplied.flatMap((one) => [
    ...ownDates(one, rule),
    ...differences(one, derived.get(one.measure)?.get(one.subject), rule),
  ]);
  const known = new Set(supplied.map(({ measure, subject }) => `${measure}\u0000${subject}`));
  for (const [measure, parameter] of new Map(supplied.map((one) => [one.measure, one.parameter])))
    for (const [subject, { value }] of derived.get(measure) ?? [])
      if (!known.has(`${measure}\u0000${subject}`))
        rows.push({ ...blank, subject, measure, parameter, what: "not-supplied", derived: told(value) });
  return rows;
}

const blank = {
  supplied: undefined,
  derived: undefined,
  difference: undefined,
  unit: undefined,
  file: undefined,
  line: undefined,
};

function* differences(
  one: Supplied,
  derived: DerivedOutcome | undefined,
  rule: DifferenceRule,
): Generator<OutcomeDifference> {
  const row = rowOf(one);
  if (derived === undefined) {
    yield { ...row, what: "not-derived", supplied: told(one.value) };
    return;
  }
  const unit = one.unit === "" ? undefined : daysIn(one.unit, rule);
  if (unit !== undefined && typeof one.value === "number" && typeof derived.value === "number") {
    const days = derived.value * rule.month;
    const off = one.value * unit - days;
    if (Math.abs(off) > rule.within + ROUNDING)
      yield {
        ...row,
        ...{ what: "value", supplied: told(one.value), derived: told(days / unit) },
        ...{ difference: off / unit, unit: one.unit },
      };
  } else if (one.value !== derived.value)
    yield { ...row, what: "value", supplied: told(one.value), derived: told(derived.value) };
  if (one.event !== undefined && derived.event !== undefined && one.event !== derived.event)
    yield { ...row, what: "event", supplied: happened(one.event), derived: happened(derived.event) };
  if (one.day !== undefined && derived.day !== undefined && one.day !== derived.day)
    yield {
      ...row,
      ...{ what: "date", supplied: dayText(one.day), derived: dayText(derived.day) },
      ...{ difference: one.day - derived.day, unit: "days" },
    };
}

/** A supplied time that is not the one between its own dates. */
function* ownDates(one: Supplied, rule: DifferenceRule): Generator<OutcomeDifference> {
  const { value, unit, start, day } = one;
  if (typeof value !== "number" || unit === "" || start === undefined || day === undefined) return;
  const length = daysIn(unit, rule);
  const days = day - start + rule.day_one;
  const off = value * length - days;
  if (Math.abs(off) <= rule.within + ROUNDING) return;
  const dates = `${told(days / length)} (${dayText(start)} to ${dayText(day)})`;
  yield { ...rowOf(one), what: "own-dates", supplied: told(value), derived: dates, difference: off / length, unit };
}

/** Days: what a time may lose when it goes to months and back. */
const ROUNDING = 1e-9;

function rowOf({ subject, measure, parameter, file, line }: Supplied) {
  return { ...blank, subject, measure, parameter, file, line };
}

/** Days in a unit of time. */
export function daysIn(unit: TimeUnit, { month }: Pick<DifferenceRule, "month">): number {
  return { days: 1, weeks: 7, months: month, years: 12 * month }[unit];
}

/** Six decimals of a month are less than three seconds. */
function told(value: number | string): string {
  return typeof value === "number" ? String(Number(value.toFixed(6))) : value;
}

function happened(event: boolean): string {
  return event ? "happened" : "censored";
}
