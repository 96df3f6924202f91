import type { Response } from "../../data/assessment.ts";
import type { Fact } from "../../data/fact.ts";
import { bestBy, type Course } from "./course.ts";
import { answer, type Derived } from "./endpoint.ts";

export interface Best {
  readonly response: Response;
  readonly reason: string;
  readonly fact: Fact | undefined;
  readonly caveat: string | undefined;
}

/**
 * CR > CRi > PR > RD > PD > NE, up to PD or another induction; a PD that only an event tells counts as well. A treated
 * subject who was never assessed has NE: nobody is left out of a proportion for having died early.
 */
export function bestOf(course: Course): Best {
  const best = bestBy(course, course.until);
  const caveat = course.assessed.some(({ assessment, differs }) => differs && assessment.day <= course.until)
    ? "the investigator's word differs from the rule at an assessment"
    : undefined;
  const { worse } = course;
  if ((best === undefined || best.response === "NE") && worse !== undefined && worse.fact.day <= course.until)
    return { response: "PD", reason: worse.reason, fact: worse.fact, caveat };
  return best
    ? { response: best.response, reason: best.reason, fact: best.assessment, caveat }
    : { response: "NE", reason: "the disease was not assessed after the first dose", fact: undefined, caveat };
}

/** Whether the best response is one of these. NE is none of them, and stays in the denominator. */
export function bestAmong(course: Course, wanted: readonly Response[]): Derived {
  const { response, reason, fact, caveat } = bestOf(course);
  return answer(wanted.includes(response), `best response ${response}: ${reason}`, fact, caveat);
}
