import type { Assessment } from "../data/assessment.ts";
import type { ClinicalEvent } from "../data/clinical-event.ts";
import { dayText } from "../data/day.ts";
import type { Fact } from "../data/fact.ts";
import type { SubjectFacts } from "../data/facts.ts";
import type { Code } from "../data/remedies.ts";
import { quote, type Troubles } from "../data/trouble.ts";

/**
 * Tells what cannot all be true of a subject. Each would change a derived number by which of two records is believed,
 * and no reading is safe. What has a safe reading is no trouble: the measure takes it and marks the value.
 */
export function contradictions(facts: SubjectFacts, troubles: Troubles): void {
  const { subject, start, assessments, events, toxicities } = facts;
  const add = (fact: Fact, text: string, code: Code = "facts-contradict") =>
    troubles.add({ code, file: fact.file, line: fact.line, text: `of subject ${quote(subject)}, ${text}.` });
  const deaths = events.filter(({ event }) => event === "death");
  for (const death of deaths.slice(1)) add(death, `a second death ${on(death)}; the first is on ${place(deaths[0]!)}`);
  for (const [one, before] of repeated(assessments, () => ""))
    add(one, `a second assessment ${on(one)}; the first is on ${place(before)}`, "row-twice");
  for (const [one, before] of repeated(events, ({ event }) => event))
    if (one.event !== "death")
      add(one, `a second ${one.event} ${on(one)}; the first is on ${place(before)}`, "row-twice");

  if (start) beforeStart(facts, start, add);
  const death = deaths[0];
  if (death) {
    const later = [
      ...assessments.map((fact) => ({ fact, what: "an assessment" })),
      ...events.map((fact) => ({ fact, what: `a ${fact.event}` })),
      ...toxicities.map((fact) => ({ fact, what: "a toxicity" })),
      ...toxicities.flatMap(({ resolved }) => (resolved ? [{ fact: resolved, what: "the end of a toxicity" }] : [])),
    ];
    for (const { fact, what } of later)
      if (fact.day > death.day && !deaths.includes(fact as ClinicalEvent))
        add(fact, `${what} ${on(fact)}, after the death ${on(death)} (${place(death)})`);
  }
  for (const { resolved, day } of toxicities)
    if (resolved && resolved.day < day)
      add(resolved, `a toxicity that ends ${on(resolved)}, before its date ${dayText(day)}`);
  for (const event of events) {
    if (event.event !== "progression" && event.event !== "relapse") continue;
    const same = assessments.find(({ day, word }) => day === event.day && isBetter(word));
    if (same)
      add(event, `a ${event.event} ${on(event)}, when the investigator's response is ${same.word} (${place(same)})`);
  }
}

function beforeStart(
  { assessments, events, toxicities }: SubjectFacts,
  start: Fact,
  add: (fact: Fact, text: string) => void,
): void {
  const dosed = `the first dose on ${dayText(start.day)}`;
  for (const event of events) if (event.day < start.day) add(event, `a ${event.event} ${on(event)}, before ${dosed}`);
  for (const toxicity of toxicities)
    if (toxicity.day < start.day) add(toxicity, `a toxicity ${on(toxicity)}, before ${dosed}`);
  for (const assessment of assessments)
    if (assessment.day <= start.day && assessment.word !== undefined && assessment.word !== "NE")
      add(assessment, `the response ${assessment.word} ${on(assessment)}, not after ${dosed}`);
  const first = events.find(({ event }) => event === "dose");
  if (first && first.day > start.day) add(first, `the earliest dose is ${on(first)}, but ${dosed}`);
}

function* repeated<F extends Fact>(facts: readonly F[], keyOf: (fact: F) => string): Generator<[one: F, before: F]> {
  const seen = new Map<string, F>();
  for (const fact of facts) {
    const key = `${fact.day} ${keyOf(fact)}`;
    const before = seen.get(key);
    if (before) yield [fact, before];
    else seen.set(key, fact);
  }
}

function isBetter(word: Assessment["word"]): boolean {
  return word !== undefined && word !== "PD" && word !== "relapse" && word !== "NE";
}

function on({ day, imputed }: Fact): string {
  return `on ${dayText(day)}${imputed ? " (a partial date, imputed)" : ""}`;
}

function place({ file, line }: Fact): string {
  return `${file} line ${line}`;
}
