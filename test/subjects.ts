import type { Assessment } from "../data/assessment.ts";
import type { ClinicalEvent, EventWord } from "../data/clinical-event.ts";
import type { Facts, SubjectFacts } from "../data/facts.ts";
import { defaults } from "../data/setting.ts";
import type { StudyKnown } from "../data/study-known.ts";
import type { Toxicity } from "../data/toxicity.ts";
import type { OutcomeSet } from "../stages/endpoints/endpoint.ts";
import { outcomeSettings } from "../stages/endpoints/settings.ts";
import { outcome } from "../stages/outcome.ts";

// Subjects told in a line. Days are numbered as a protocol does: day 1 is the first dose.

/** Of a study of samples and wells alone. */
export const nothingKnown: StudyKnown = { subjects: [], outcomes: [], consented: new Map(), early: 0 };

const FIRST = 16_000;
export const dayOf = (number: number) => FIRST + number - 1;
let line = 1;
const fact = (number: number) => ({ day: dayOf(number), imputed: false, file: "made.csv", line: ++line });

export type Seen = Partial<Omit<Assessment, "day" | "file" | "line" | "imputed">>;

export function assessed(number: number, seen: Seen): Assessment {
  const blank = {
    ...{ visit: "", marrowBlasts: undefined, bloodBlasts: undefined, anc: undefined, platelets: undefined },
    ...{ extramedullary: undefined, word: undefined, mrd: undefined },
    ...{ cd22Blood: undefined, cd22Marrow: undefined, laboratory: undefined },
  };
  return { ...blank, ...fact(number), ...seen };
}

/** What each response looks like, from a baseline of 60 % marrow blasts. */
export const looks = {
  CR: { marrowBlasts: 2, bloodBlasts: 0, anc: 1500, platelets: 150_000, extramedullary: "C1" },
  CRi: { marrowBlasts: 2, bloodBlasts: 0, anc: 500, platelets: 150_000, extramedullary: "C1" },
  PR: { marrowBlasts: 20, bloodBlasts: 0, anc: 500, platelets: 50_000, extramedullary: "C1" },
  RD: { marrowBlasts: 50, bloodBlasts: 5, anc: 500, platelets: 50_000, extramedullary: "C1" },
  PD: { marrowBlasts: 90, bloodBlasts: 50, anc: 500, platelets: 50_000, extramedullary: "C1", word: "PD" },
  NE: { marrowBlasts: 2, bloodBlasts: 0, anc: undefined, platelets: 150_000, extramedullary: "C1" },
} as const satisfies Record<string, Seen>;

export function event(number: number, word: EventWord, cycle?: number): ClinicalEvent {
  return { ...fact(number), event: word, cycle };
}

export function toxicity(number: number, parts: Partial<Toxicity> & { readonly until?: number }): Toxicity {
  const { until, ...given } = parts;
  return {
    ...{ cycle: 1, term: "fatigue", kind: "non-hematologic" as const, grade: 3 },
    ...{ related: true, excepted: false, significant: false, discontinued: false },
    resolved: until === undefined ? undefined : fact(until),
    ...fact(number),
    ...given,
  };
}

/**
 * A subject of expansion or phase 2 with a baseline, doses on days 1, 8 and 15, and what is told of it: "21 CR, 70 relapse"
 * is an assessment on day 21 that looks like CR, and a relapse on day 70.
 */
export function subject(told: string, parts: Partial<SubjectFacts> = {}): SubjectFacts {
  const assessments = [{ ...assessed(-2, looks.RD), marrowBlasts: 60 }, ...(parts.assessments ?? [])];
  const events = [...[1, 8, 15].map((number) => event(number, "dose", 1)), ...(parts.events ?? [])];
  for (const [number, word] of told === "" ? [] : told.split(", ").map((one) => one.split(" ") as [string, string])) {
    if (word in looks) assessments.push(assessed(Number(number), looks[word as keyof typeof looks]));
    else events.push(event(Number(number), word as EventWord));
  }
  const byDay = (a: { readonly day: number }, b: { readonly day: number }) => a.day - b.day;
  return {
    ...{ subject: "S1", start: fact(1), groups: new Map(), doseFinding: false, evaluable: undefined },
    ...{ toxicities: [], ...parts },
    assessments: assessments.sort(byDay),
    events: events.sort(byDay),
  };
}

/** The same, with assessments that look like no response in particular. */
export function seen(told: string, ...more: readonly (readonly [number, Seen])[]): SubjectFacts {
  return subject(told, { assessments: more.map(([number, one]) => assessed(number, one)) });
}

export const settings = (given: Partial<OutcomeSet> = {}): OutcomeSet => ({ ...defaults(outcomeSettings), ...given });

export function factsOf(subjects: readonly SubjectFacts[], parts: Partial<Facts> = {}): Facts {
  const has = { mrd: true, cd22Blood: true, cd22Marrow: true, toxicities: true };
  return { subjects, cutoff: undefined, groups: [], supplied: [], has, ...parts };
}

/** A measure of one subject, with the day of its record as a protocol numbers it. */
export function measured(name: string, one: SubjectFacts, given: Partial<OutcomeSet> = {}, parts: Partial<Facts> = {}) {
  const { rows } = outcome.run({ facts: factsOf([one], parts) }, settings(given));
  const found = rows.find(({ measure }) => measure.name === name);
  if (found === undefined) return undefined;
  const { value, event, reason, caveat, fact } = found.derived;
  return { value, event, reason, caveat, on: fact && fact.day - FIRST + 1 };
}

/** The time of a measure in days, where the last day is the number of days from day 1 on. */
export function days(name: string, one: SubjectFacts, given: Partial<OutcomeSet> = {}, parts: Partial<Facts> = {}) {
  const found = measured(name, one, given, parts);
  const { value, event, on } = found!;
  return value === undefined ? undefined : { days: Number(((value as number) * 30.4375).toFixed(9)), event, on };
}
