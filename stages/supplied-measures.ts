import type { Finding } from "../data/finding.ts";
import type { Supplied } from "../data/supplied.ts";
import { type DerivedOutcome, daysIn, type OutcomeDifference } from "./outcome-differences.ts";
import { counted } from "./wording.ts";

type Measures = ReadonlyMap<string, ReadonlyMap<string, DerivedOutcome>>;

/**
 * The measures with those that are supplied in place of the derived: as given, times in months of so many days. A measure is
 * of one source: who has no record of a supplied one has no value, whatever is derived.
 */
export function withSupplied(derived: Measures, supplied: readonly Supplied[], month: number): Measures {
  const given = new Map<string, Map<string, DerivedOutcome>>();
  for (const { subject, measure, value, unit, event, day } of supplied) {
    const values = given.get(measure) ?? new Map<string, DerivedOutcome>();
    given.set(measure, values);
    if (typeof value === "number" && unit !== "") {
      const inMonths = unit === "months" ? value : (value * daysIn(unit, { month })) / month;
      values.set(subject, { value: inMonths, event, day });
    } else {
      const isAnswer = value === "yes" || value === "no";
      values.set(subject, { value, event: isAnswer ? value === "yes" : undefined, day });
    }
  }
  return new Map([...derived].map(([measure, values]) => [measure, given.get(measure) ?? values]));
}

/** Which measures are supplied and used as given, and how often they differ from the derived ones. */
export function suppliedFindings(supplied: readonly Supplied[], differences: readonly OutcomeDifference[]): Finding[] {
  const measures = [...new Set(supplied.map(({ measure }) => measure))];
  return measures.map((measure): Finding => {
    const own = supplied.filter((one) => one.measure === measure);
    const differing = differences.filter((one) => one.measure === measure);
    const subjects = new Set(differing.map(({ subject }) => subject)).size;
    const files = [...new Set(own.map(({ file }) => file))].join(", ");
    const used = `Of ${measure}, ${files} supplies ${counted(own.length, "subject")}, and what asks of outcome.${measure} takes these values as given; the tables of this section are derived.`;
    if (differing.length === 0) return { level: "note", text: `${used} The two do not differ.` };
    const text = `${used} The two differ in ${counted(subjects, "subject")}: ${counted(differing.length, "difference")} in outcome-differences.csv.`;
    return { level: "caution", text };
  });
}
