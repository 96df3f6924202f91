import type { ClinicalEvent } from "../data/clinical-event.ts";
import type { Fact } from "../data/fact.ts";
import type { SubjectFacts } from "../data/facts.ts";

/**
 * The facts of a subject as they were known on the day of the data cut-off. What is later is not known, except that the
 * subject lived until then: that is a contact on the day of the cut-off, told by the first record after it.
 */
export function upTo(facts: SubjectFacts, cutoff: number | undefined): SubjectFacts {
  if (cutoff === undefined) return facts;
  const known = <F extends Fact>(list: readonly F[]) => list.filter(({ day }) => day <= cutoff);
  const later = [...facts.assessments, ...facts.events, ...facts.toxicities].filter(({ day }) => day > cutoff);
  const first = later.reduce<Fact | undefined>(
    (least, one) => (least && least.day <= one.day ? least : one),
    undefined,
  );
  const alive: ClinicalEvent[] = first
    ? [{ event: "last-contact", day: cutoff, cycle: undefined, imputed: false, file: first.file, line: first.line }]
    : [];
  return {
    ...facts,
    assessments: known(facts.assessments),
    events: [...known(facts.events), ...alive],
    toxicities: known(facts.toxicities).map((toxicity) =>
      toxicity.resolved && toxicity.resolved.day > cutoff ? { ...toxicity, resolved: undefined } : toxicity,
    ),
  };
}
