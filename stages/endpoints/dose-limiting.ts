import type { ClinicalEvent } from "../../data/clinical-event.ts";
import type { Fact } from "../../data/fact.ts";
import type { Toxicity } from "../../data/toxicity.ts";
import type { Course } from "./course.ts";
import type { OutcomeSet } from "./endpoint.ts";
import { allOf, anyOf, type Truth, whether } from "./truth.ts";

/** Whether something is dose-limiting by a clause of the definition, with the record it is about. */
export interface Limiting {
  readonly limiting: Truth;
  readonly reason: string;
  readonly fact: Fact;
}

/**
 * What a toxicity of cycle 1 that is related to the drug is by each clause:
 *
 *     any that led to permanent discontinuation
 *     non-hematologic (liver too), grade 4 or more, not excepted
 *     non-hematologic (not liver), grade 3, not excepted, not resolved to grade 2 within 7 days of the latest dose,
 *       or clinically significant however long
 *     ALT, AST or bilirubin, grade 3, for 7 days or more
 *
 * The source prints "resolve to >= Grade 2", surely <=: `dlt_resolution`. ALT, AST and bilirubin of grade 3 go by their
 * own clause alone, which would say nothing new if the general one held for them too. The latest dose is the last one up
 * to the toxicity's beginning, the safer reading: a later dose would give it more time to resolve.
 */
export function byToxicity(toxicity: Toxicity, { facts, lastSeen }: Course, set: OutcomeSet): Limiting {
  const { kind, grade, term, excepted, significant, discontinued } = toxicity;
  const is = (limiting: Truth, reason: string) => ({ limiting, reason: `${term}: ${reason}`, fact: toxicity });
  if (discontinued) return is(true, "led to permanent discontinuation");
  if (kind === "myelosuppression" || kind === "other-hematologic" || grade < 3)
    return is(false, "neither grade 3 nor non-hematologic");
  if (grade >= 4 && !excepted) return is(true, `non-hematologic, grade ${grade}`);
  const ended = (toxicity.resolved ?? lastSeen).day;
  // What had not ended when the subject was last seen lasted at least until then.
  const beyond = (from: number, days: number): Truth => {
    if (toxicity.resolved) return ended - from > days;
    return ended - from > days ? true : undefined;
  };
  if (kind === "liver") return is(beyond(toxicity.day, 6), "ALT, AST or bilirubin of grade 3 for 7 days or more");
  if (excepted) return is(false, "excepted by its kind");
  if (significant) return is(true, "grade 3, clinically significant");
  if (set.dlt_resolution === "at-least-2") return is(false, "grade 3, which is at least grade 2");
  const dose = latestDose(facts.events, toxicity.day);
  const late = dose === undefined ? undefined : beyond(dose.day, 7);
  return is(late, "grade 3, not resolved within 7 days of the latest dose");
}

/**
 * Prolonged myelosuppression: ANC < 500 or platelets < 25000 with < 5 % marrow blasts and no leukemia, more than 45 days
 * after the latest dose, that of cycle 1. Depth and length are read from the assessments; that it is attributed to the
 * drug must be said by a row of the toxicities, and where none speaks of it nobody knows.
 */
export function byMyelosuppression({ facts }: Course): Limiting[] {
  const judged = facts.toxicities.find(({ kind, cycle }) => kind === "myelosuppression" && cycle === 1);
  return facts.assessments.flatMap((assessment) => {
    const dose = latestDose(facts.events, assessment.day);
    if (dose === undefined || dose.cycle !== 1 || assessment.day - dose.day <= 45) return [];
    const low = anyOf(
      whether(assessment.anc, (count) => count < 500),
      whether(assessment.platelets, (count) => count < 25_000),
    );
    const free = allOf(
      whether(assessment.marrowBlasts, (percent) => percent < 5),
      whether(assessment.bloodBlasts, (percent) => percent === 0),
      whether(assessment.extramedullary, (word) => word === "C1"),
    );
    const prolonged = allOf(low, free);
    // Counts that are merely not given are no sign of anything.
    if (prolonged === false || low === undefined) return [];
    const days = assessment.day - dose.day;
    const reason = `low counts without leukemia ${days} days after the latest dose${judged ? "" : ", and nobody says whether the drug caused them"}`;
    return [{ limiting: allOf(prolonged, judged?.related), reason, fact: assessment }];
  });
}

function latestDose(events: readonly ClinicalEvent[], day: number): ClinicalEvent | undefined {
  return events.findLast((event) => event.event === "dose" && event.day <= day);
}
