import type { Assessment } from "../data/assessment.ts";
import type { Facts, SubjectFacts } from "../data/facts.ts";
import type { Course } from "./endpoints/course.ts";
import type { Derived, Endpoint, MeasureKind, OutcomeSet } from "./endpoints/endpoint.ts";
import { endpoints } from "./endpoints/index.ts";

/** A measure of outcome: of an endpoint, at a visit where it is told by visit. */
export interface Measure {
  readonly name: string;
  readonly kind: MeasureKind;
  readonly unit: string;
  readonly meaning: string;
  /** Of a time to an event: what a curve of it is called, and from when it counts. */
  readonly curve?: Endpoint["curve"];
}

export interface Deriving {
  readonly measure: Measure;
  readonly derive: (course: Course, set: OutcomeSet) => Derived;
}

/** The measures that the study's tables tell of: of an endpoint by visit, one for each visit in the order of days. */
export function measuresOf(facts: Facts): Deriving[] {
  const one = ({ kind, unit, meaning, curve, derive }: Endpoint, name: string, visit: string): Deriving => {
    return { measure: { name, kind, unit, meaning, curve }, derive: (course, set) => derive(course, set, visit) };
  };
  return endpoints
    .filter(({ told = () => true }) => told(facts))
    .flatMap((endpoint) => {
      const { name, byVisit } = endpoint;
      if (byVisit === undefined) return [one(endpoint, name, "")];
      return visitsOf(facts.subjects, byVisit).map((visit) => one(endpoint, `${name} ${visit}`, visit));
    });
}

/** Visits that an assessment tells of, in the order of the least day on which anybody came to them. */
function visitsOf(subjects: readonly SubjectFacts[], tells: (assessment: Assessment) => boolean): string[] {
  const first = new Map<string, number>();
  for (const { start, assessments } of subjects) {
    for (const assessment of assessments) {
      const { visit, day } = assessment;
      if (visit === "" || !tells(assessment)) continue;
      const after = day - (start?.day ?? day);
      first.set(visit, Math.min(after, first.get(visit) ?? after));
    }
  }
  return [...first].sort(([a, at], [b, bt]) => at - bt || (a < b ? -1 : 1)).map(([visit]) => visit);
}
