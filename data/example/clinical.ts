import { Chance } from "../chance.ts";
import { isoDate } from "./calendar.ts";
import type { Participant } from "./participants.ts";
import { csv } from "./tables.ts";

type Cells = readonly (string | number)[];

/** Days between two assessments of the disease after that of the first course, and of a cycle. */
const VISITS = 56;
const CYCLE = 28;

/**
 * The dated records of the participants, such that the rules of the measures lead back from them to the columns of
 * subjects.csv: the disease is assessed about Day 21, and then until the last day without progression.
 */
export function clinicalFiles(treated: readonly Participant[], seed: number): Readonly<Record<string, string>> {
  const assessments = treated.flatMap((who, number) => assessmentsOf(who, new Chance(seed ^ 0xc11, number)));
  const assessed =
    "subject,date,visit,marrow_blasts,blood_blasts,anc,platelets,extramedullary,response,mrd,cd22_blood,cd22_marrow,laboratory";
  const judged = "subject,date,cycle,term,kind,grade,related,excepted,significant,resolved,discontinued";
  return {
    "assessments.csv": csv(assessed, assessments),
    "events.csv": csv("subject,date,event,cycle,detail", treated.flatMap(eventsOf)),
    "toxicities.csv": csv(judged, treated.filter(({ phase }) => phase === "dose finding").flatMap(toxicitiesOf)),
  };
}

/** The date of a day under observation, the day of the first dose being 1. */
function dated(who: Participant, day: number): string {
  return isoDate(who.firstDose + day - 1);
}

function assessmentsOf(who: Participant, chance: Chance): Cells[] {
  const { subject, pfs, response, responder } = who;
  const whole = (low: number, high: number) => Math.floor(chance.between(low, high + 1));
  const blasts: Cells = [whole(55, 95), whole(2, 80), 10 * whole(10, 150), 1000 * whole(8, 90), "C1"];
  const cd22 = () => chance.between(78, 99.9).toFixed(1);
  const rows: Cells[] = [
    [subject, dated(who, -whole(0, 6)), "screening", ...blasts, "", "", "", "", ""],
    [subject, dated(who, 1), "C1D1", "", "", "", "", "", "", "", cd22(), cd22(), "central"],
    [subject, dated(who, 15), "C1D15", "", "", "", "", "", "", "", cd22(), "", "central"],
  ];
  const days = response === "PD" ? [] : daysBefore(Math.min(whole(18, 24), pfs.days - 1), pfs.days);
  const clearsLate = days.length > 1 && chance.uniform() < 0.3;
  const seen = pfs.event ? days : [...days, pfs.days];
  seen.forEach((day, at) => {
    const mrd = !responder
      ? "not done"
      : who.mrd === "POS" || (at === 0 && clearsLate)
        ? "0.05"
        : at % 2
          ? "0.004"
          : "below LLOQ";
    rows.push([subject, dated(who, day), "", ...shows(response, whole), response, mrd, "", "", ""]);
  });
  if (pfs.event) rows.push([subject, dated(who, pfs.days), "", ...shows("PD", whole), "PD", "not done", "", "", ""]);
  return rows;
}

function daysBefore(first: number, end: number): number[] {
  return Array.from({ length: Math.max(1, Math.ceil((end - first) / VISITS)) }, (_, at) => first + at * VISITS);
}

/** Marrow blasts, blood blasts, ANC, platelets and extramedullary disease of a response. */
function shows(response: string, whole: (low: number, high: number) => number): Cells {
  const counts = (low: boolean): Cells => [
    10 * (low ? whole(20, 99) : whole(100, 400)),
    1000 * (low ? whole(20, 140) : whole(100, 300)),
  ];
  if (response === "CR") return [whole(0, 4), 0, ...counts(false), "C1"];
  if (response === "CRi") return [whole(0, 4), 0, ...counts(true), "C1"];
  if (response === "PR") return [whole(5, 25), 0, ...counts(true), "C1"];
  return [whole(40, 95), whole(1, 60), ...counts(true), "C1"];
}

function eventsOf(who: Participant): Cells[] {
  const { subject, responder, os, pfs, transplant, firstDose } = who;
  const stops = Math.min(pfs.days, transplant === undefined ? pfs.days : transplant - firstDose + 1);
  const rows: Cells[] = [];
  for (let cycle = 1; cycle <= 6; cycle++) {
    const days = [1, 8, 15].map((day) => CYCLE * (cycle - 1) + day).filter((day) => cycle === 1 || day < stops);
    for (const day of days) rows.push([subject, dated(who, day), "dose", cycle, ""]);
  }
  if (pfs.event) rows.push([subject, dated(who, pfs.days), responder ? "relapse" : "progression", "", ""]);
  if (transplant !== undefined) rows.push([subject, isoDate(transplant), "transplant", "", "allogeneic"]);
  rows.push([subject, dated(who, os.days), os.event ? "death" : "last-contact", "", ""]);
  return rows;
}

/** One in six of dose finding has a toxicity that is dose-limiting, and one in six a grave one that is not. */
function toxicitiesOf(who: Participant, number: number): Cells[] {
  const { subject } = who;
  const of = (term: string, kind: string, resolved: number): Cells[] => [
    [subject, dated(who, 9), 1, term, kind, 3, "yes", "no", "no", dated(who, resolved), "no"],
  ];
  if (number % 6 === 2) return of("ALT increased", "liver", 18);
  return number % 6 === 4 ? of("fatigue", "non-hematologic", 13) : [];
}
