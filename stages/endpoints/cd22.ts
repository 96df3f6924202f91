import type { Assessment } from "../../data/assessment.ts";
import type { Course } from "./course.ts";
import { type Derived, none, type OutcomeSet } from "./endpoint.ts";

/** CD22 at a visit. A subject has one result a visit; of a laboratory that is not named nobody knows whether it is central. */
export function cd22(
  { facts }: Course,
  visit: string,
  percent: (assessment: Assessment) => number | undefined,
  set: OutcomeSet,
): Derived {
  const result = facts.assessments.find((one) => one.visit === visit && percent(one) !== undefined);
  if (result === undefined) return none("not measured at this visit");
  if (set.cd22_laboratory === "central" && result.laboratory !== "central")
    return none(result.laboratory === undefined ? "the laboratory is not named" : "measured by a local laboratory");
  return { value: percent(result)!, reason: `measured at ${visit}`, fact: result };
}
