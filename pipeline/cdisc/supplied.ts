import type { CdiscCodes } from "../../data/cdisc-codes.ts";
import type { Dataset } from "../../data/dataset.ts";
import { readDay } from "../../data/day.ts";
import { type Supplied, type TimeUnit, timeUnits } from "../../data/supplied.ts";
import { listing, quote, type Troubles } from "../../data/trouble.ts";
import { type CdiscRecord, Domain, type People } from "./domain.ts";
import { meaningOf } from "./meaning.ts";

/**
 * The times to an event that ADTTE supplies, one for each subject and parameter that the study names: AVAL as it is given, an
 * event where CNSR is 0, censored where it is more.
 *
 * The unit is AVALU, else what stands in brackets in PARAM, "Overall Survival (Months)". Without either it is days if AVAL
 * is the days from STARTDT to ADT, the first of them counted or not.
 */
export function suppliedTimes(dataset: Dataset, codes: CdiscCodes, people: People, troubles: Troubles): Supplied[] {
  const domain = new Domain(dataset, ["USUBJID", "PARAMCD", "AVAL", "CNSR"], troubles);
  return once(suppliedBy(domain, codes, people), (record): Told | undefined => {
    const value = record.number("AVAL");
    const censored = record.number("CNSR");
    const [start, day] = [dayOf(record, "STARTDT"), dayOf(record, "ADT")];
    if (value === undefined && record.text("AVAL") === "") record.wrong("AVAL", "is missing; a time was expected.");
    if (value !== undefined && value < 0) record.wrong("AVAL", `${value} is before the time begins.`);
    if (censored === undefined || censored < 0 || !Number.isInteger(censored)) {
      const expected = "0 (an event) or a whole number above it (censored) was expected";
      record.wrong("CNSR", `${quote(record.text("CNSR"))}: ${expected}.`);
      return undefined;
    }
    const unit = value === undefined ? undefined : unitOf(record, value, start, day);
    if (value === undefined || unit === undefined) return undefined;
    const event = censored === 0;
    const description = record.text("EVNTDESC") || record.text("CNSDTDSC");
    return { value, unit, event, start, day, description };
  });
}

/** The words that ADRS supplies, such as the best response: AVALC, by the words of the study. */
export function suppliedWords(dataset: Dataset, codes: CdiscCodes, people: People, troubles: Troubles): Supplied[] {
  const domain = new Domain(dataset, ["USUBJID", "PARAMCD", "AVALC"], troubles);
  return once(suppliedBy(domain, codes, people), (record): Told | undefined => {
    const word = record.needed("AVALC");
    if (word === undefined) return undefined;
    const value = Object.hasOwn(codes.words, word) ? codes.words[word]! : word;
    return { value, unit: "", event: undefined, start: undefined, day: dayOf(record, "ADT"), description: "" };
  });
}

type Told = Pick<Supplied, "value" | "unit" | "event" | "start" | "day" | "description">;

interface Named {
  readonly subject: string;
  readonly parameter: string;
  readonly measure: string;
  readonly record: CdiscRecord;
}

/** The records whose parameter is a measure of the study. One that means nothing to it, or is a test, is left out. */
function* suppliedBy(domain: Domain, { supplied, tests }: CdiscCodes, people: People): Generator<Named> {
  for (const { subject, record } of domain.records(people)) {
    const parameter = record.needed("PARAMCD");
    if (tests.some(({ test }) => test === parameter)) continue;
    const measure = parameter && meaningOf(supplied, parameter, "PARAMCD", record);
    if (parameter && measure) yield { subject, parameter, measure, record };
  }
}

/** One for each subject and measure; a second record of the same is told, and left out. */
function once(named: Iterable<Named>, tell: (record: CdiscRecord) => Told | undefined): Supplied[] {
  const places = new Map<string, string>();
  const all: Supplied[] = [];
  for (const { subject, parameter, measure, record } of named) {
    const key = `${measure}\u0000${subject}`;
    const before = places.get(key);
    if (before !== undefined) {
      record.wrong(
        "PARAMCD",
        `a second ${quote(parameter)} of ${quote(subject)}; the first is on ${before}.`,
        "row-twice",
      );
      continue;
    }
    places.set(key, record.told);
    const told = tell(record);
    if (told !== undefined) all.push({ subject, measure, parameter, ...told, ...record.place });
  }
  return all;
}

function dayOf(record: CdiscRecord, variable: string): number | undefined {
  const text = record.date(variable);
  if (text === "") return undefined;
  const read = readDay(text, "refuse");
  if (read.kind === "whole") return read.day;
  return record.wrong(variable, `${quote(text)} is not a date (YYYY-MM-DD).`);
}

const spelt: Readonly<Record<string, TimeUnit>> = { DAY: "days", WEEK: "weeks", MONTH: "months", YEAR: "years" };

function unitOf(record: CdiscRecord, value: number, start: number | undefined, day: number | undefined) {
  const text = record.text("AVALU") || /\((days?|weeks?|months?|years?)\)/i.exec(record.text("PARAM"))?.[1];
  if (text) {
    const unit = spelt[text.toUpperCase().replace(/S$/, "")];
    return unit ?? record.unknown("AVALU", text, `is not one of ${listing(timeUnits)}.`);
  }
  if (start !== undefined && day !== undefined && (value === day - start || value === day - start + 1)) return "days";
  return record.wrong("AVAL", `${value} has no unit: AVALU is blank, and it is not the days from STARTDT to ADT.`);
}
