import type { Assessment } from "../../data/assessment.ts";
import type { Fact } from "../../data/fact.ts";
import { caveats } from "../caveats.ts";
import { bestBy, type Course } from "./course.ts";
import { type Derived, type OutcomeSet, timed } from "./endpoint.ts";
import { leukemia } from "./response-at-assessment.ts";

/**
 * What may end the time without progression. `therapy-after-partial` and `therapy-after-refractory`: another induction
 * or a transplant while the best response is PR, or RD.
 *
 * A transplant in CR or CRi is neither an event nor a censoring, and so it is no ending here. The source is as silent on
 * another induction in CR or CRi, and on either before any response was assessed: they are none either, and are flagged.
 */
export type Ending = "worse" | "deterioration" | "therapy-after-partial" | "therapy-after-refractory" | "death";

export interface Ended {
  readonly ending: Ending;
  readonly fact: Fact;
  readonly reason: string;
}

/** All endings of a course, the first day first; on one day in the order of `Ending`. */
export function endingsOf(course: Course): Ended[] {
  const { worse, facts, death, remission } = course;
  const found: Ended[] = [];
  if (worse) {
    const after = remission !== undefined && remission.assessment.day <= worse.fact.day;
    found.push({
      ending: "worse",
      fact: worse.fact,
      reason: after ? `relapse after ${remission.response} (${worse.reason})` : `PD (${worse.reason})`,
    });
  }
  for (const event of facts.events) {
    if (event.event === "deterioration")
      found.push({ ending: "deterioration", fact: event, reason: "left the treatment for global deterioration" });
    if (event.event !== "induction" && event.event !== "transplant") continue;
    const best = bestBy(course, event.day)?.response;
    if (best !== "PR" && best !== "RD") continue;
    const what = event.event === "induction" ? "another induction" : "transplant";
    const ending = best === "PR" ? "therapy-after-partial" : "therapy-after-refractory";
    found.push({ ending, fact: event, reason: `${what} after the best response ${best}` });
  }
  if (death) found.push({ ending: "death", fact: death, reason: "death" });
  const order: readonly Ending[] = [
    "worse",
    "deterioration",
    "therapy-after-partial",
    "therapy-after-refractory",
    "death",
  ];
  return found.sort((a, b) => a.fact.day - b.fact.day || order.indexOf(a.ending) - order.indexOf(b.ending));
}

/**
 * The time from a fact to the first ending that counts, else to the last assessment that verified that there was none:
 * one of marrow, blood or extramedullary disease. Without such an assessment it is censored on the day it began.
 */
export function timeToEnding(course: Course, from: Fact, counting: readonly Ending[], set: OutcomeSet): Derived {
  const ended = endingsOf(course).find(({ ending, fact }) => fact.day >= from.day && counting.includes(ending));
  const doubt = doubtOf(course, set);
  const told = (derived: Derived): Derived => ({ ...derived, caveat: doubt });
  if (ended) return told(timed(from, ended.fact, true, ended.reason, set));
  const verified = course.assessed.findLast(({ assessment }) => assessment.day >= from.day && verifies(assessment));
  return told(
    verified
      ? timed(from, verified.assessment, false, "no event by the last assessment of the disease", set)
      : timed(from, from, false, "no assessment of the disease after the first dose", set),
  );
}

/** Whether an assessment could have shown an event: the investigator's "not evaluable" alone could not. */
function verifies({ marrowBlasts, bloodBlasts, extramedullary, word }: Assessment): boolean {
  const seen = marrowBlasts !== undefined || bloodBlasts !== undefined || extramedullary !== undefined;
  return seen || (word !== undefined && word !== "NE");
}

/** What the source leaves open and the tables hold: the numbers stand as the rule says, and are marked. */
function doubtOf(course: Course, set: OutcomeSet): string | undefined {
  const { facts, assessed, remission, worse } = course;
  const before = (day: number) => worse === undefined || day < worse.fact.day;
  const unreported =
    remission !== undefined &&
    set.relapse === "investigator" &&
    assessed.some(
      (one) =>
        one.assessment.day > remission.assessment.day &&
        before(one.assessment.day) &&
        leukemia(one.assessment) === true,
    );
  const unforeseen = facts.events.some(({ event, day }) => {
    if ((event !== "induction" && event !== "transplant") || !before(day)) return false;
    const best = bestBy(course, day)?.response ?? "NE";
    return best === "NE" || (event === "induction" && (best === "CR" || best === "CRi"));
  });
  return caveats(
    unreported && "leukemia was seen after CR or CRi, and no relapse is reported before it",
    (facts.events.some(({ event }) => event === "relapse") ||
      assessed.some(({ assessment }) => assessment.word === "relapse")) &&
      remission === undefined &&
      "a relapse is reported without CR or CRi: it counts as PD",
    unforeseen &&
      "another induction in CR or CRi, or a new therapy before any response was assessed: neither event nor censoring",
  );
}
