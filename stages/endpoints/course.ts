import { type Assessment, type Response, responses } from "../../data/assessment.ts";
import type { ClinicalEvent } from "../../data/clinical-event.ts";
import type { Fact } from "../../data/fact.ts";
import type { SubjectFacts } from "../../data/facts.ts";
import type { Values } from "../../data/setting.ts";
import { leukemia, responseAtAssessment } from "./response-at-assessment.ts";
import type { outcomeSettings } from "./settings.ts";

/** An assessment of the disease after the first dose, with its response. */
export interface Assessed {
  readonly assessment: Assessment;
  readonly response: Response;
  readonly reason: string;
  /** Whether rule and investigator both have a word and the words differ. */
  readonly differs: boolean;
}

/** What befell one treated subject: all that the measures share is told here once. */
export interface Course {
  readonly facts: SubjectFacts;
  readonly start: Fact;
  /** The last assessment of the marrow up to the first dose. */
  readonly baseline: Assessment | undefined;
  /** Assessments of the disease after the first dose, in order. Those of MRD or CD22 alone are none. */
  readonly assessed: readonly Assessed[];
  readonly death: ClinicalEvent | undefined;
  /** The last record of any kind: the day on which the subject was last known alive, or died. */
  readonly lastSeen: Fact;
  /** The first PD or relapse, by assessment or event. */
  readonly worse: { readonly fact: Fact; readonly reason: string } | undefined;
  /** The day up to which responses count: of PD, or of another induction (or transplant). Infinity: no such day. */
  readonly until: number;
  /** The first of CR or CRi, and of CR, CRi or PR, that counts. */
  readonly remission: Assessed | undefined;
  readonly response: Assessed | undefined;
}

type Set = Values<typeof outcomeSettings>;

/** Tells the course of a subject from its facts, which are capped at the cut-off and hold no contradiction. */
export function courseOf(facts: SubjectFacts, start: Fact, set: Set): Course {
  const { assessments, events } = facts;
  const baseline = assessments.findLast(({ day, marrowBlasts }) => day <= start.day && marrowBlasts !== undefined);
  const death = events.find(({ event }) => event === "death");
  const lastSeen = lastSeenOf(facts, start);
  const seen = assessments.filter((one) => one.day > start.day && isOfDisease(one));
  const partial = rule(facts, set);
  const endOfCourse = endOfFirstCourse(events, start, set);
  const lived = lastSeen.day - endOfCourse >= 7;
  const reports = events.filter(({ event }) => event === "progression" || event === "relapse");
  const assessed: Assessed[] = [];
  let remitted = false;
  for (const assessment of seen) {
    // In the midst of the first course leukemia says nothing yet, unless nothing later does.
    const refractory = lived && (assessment.day > endOfCourse || assessment === seen.at(-1));
    const byRule = responseAtAssessment(assessment, { baseline: baseline?.marrowBlasts, partial, refractory });
    const one = judge(assessment, byRule, reports, remitted, set);
    if (one.response === "CR" || one.response === "CRi") remitted = true;
    assessed.push(one);
  }
  const worse = firstWorse(assessed, reports);
  const ending = events.find(
    ({ event }) => event === "induction" || (event === "transplant" && set.best_response_until === "transplant"),
  );
  const until = Math.min(worse?.fact.day ?? Number.POSITIVE_INFINITY, ending?.day ?? Number.POSITIVE_INFINITY);
  const first = (wanted: readonly Response[]) =>
    assessed.find(({ assessment, response }) => assessment.day <= until && wanted.includes(response));
  return {
    ...{ facts, start, baseline, assessed, death, lastSeen, worse, until },
    remission: first(["CR", "CRi"]),
    response: first(["CR", "CRi", "PR"]),
  };
}

/** The best response up to a day, with the assessment that shows it first; undefined: the disease was not assessed. */
export function bestBy(course: Course, day: number): Assessed | undefined {
  const last = Math.min(day, course.until);
  let best: Assessed | undefined;
  for (const one of course.assessed) {
    if (one.assessment.day > last) break;
    if (best === undefined || responses.indexOf(one.response) < responses.indexOf(best.response)) best = one;
  }
  return best;
}

/** Whether a row tells of the disease: by blasts, extramedullary disease or the investigator's word. */
function isOfDisease({ marrowBlasts, bloodBlasts, extramedullary, word }: Assessment): boolean {
  return marrowBlasts !== undefined || bloodBlasts !== undefined || extramedullary !== undefined || word !== undefined;
}

function judge(
  assessment: Assessment,
  byRule: { readonly response: Response; readonly reason: string },
  reports: readonly ClinicalEvent[],
  remitted: boolean,
  set: Set,
): Assessed {
  const { word, day } = assessment;
  const is = (response: Response, reason: string, differs = false) => ({ assessment, response, reason, differs });
  const remission = byRule.response === "CR" || byRule.response === "CRi";
  if (word === "PD" || word === "relapse") return is("PD", `${word} by the investigator`, remission);
  const report = reports.find((event) => event.day === day);
  if (report) return is("PD", `${report.event} by the investigator`, remission);
  if (remitted && set.relapse === "blasts" && leukemia(assessment) === true)
    return is("PD", `relapse by the rule: ${byRule.reason}`);
  const differs = word !== undefined && word !== byRule.response;
  if (set.response_by === "rule") return is(byRule.response, byRule.reason, differs);
  return word === undefined ? is("NE", "no word of the investigator") : is(word, "by the investigator", differs);
}

function firstWorse(assessed: readonly Assessed[], reports: readonly ClinicalEvent[]): Course["worse"] {
  const shown = assessed.find(({ response }) => response === "PD");
  const report = reports[0];
  if (report && (shown === undefined || report.day <= shown.assessment.day))
    return { fact: report, reason: `${report.event} by the investigator` };
  return shown && { fact: shown.assessment, reason: shown.reason };
}

function rule({ doseFinding }: SubjectFacts, set: Set): "expansion-phase2" | "dose-finding" {
  if (set.partial_response !== "by-phase") return set.partial_response;
  return doseFinding ? "dose-finding" : "expansion-phase2";
}

function endOfFirstCourse(events: readonly ClinicalEvent[], start: Fact, set: Set): number {
  const doses = events.filter(({ event, cycle }) => event === "dose" && cycle === 1);
  return doses.at(-1)?.day ?? start.day + set.initial_course - 1;
}

function lastSeenOf({ assessments, events, toxicities }: SubjectFacts, start: Fact): Fact {
  const facts = [
    ...assessments,
    ...events,
    ...toxicities.flatMap((toxicity) => [toxicity, ...(toxicity.resolved ? [toxicity.resolved] : [])]),
  ];
  return facts.reduce((last, fact) => (fact.day > last.day ? fact : last), start);
}
