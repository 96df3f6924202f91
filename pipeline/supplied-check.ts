import { responses } from "../data/assessment.ts";
import type { Facts } from "../data/facts.ts";
import type { Supplied } from "../data/supplied.ts";
import { listing, quote, type Troubles } from "../data/trouble.ts";
import { type Measure, measuresOf } from "../stages/measures.ts";
import { toldPlace } from "./clinical-row.ts";

/** Supplied measures must be some of the study's, and of their kind: what is wrong is told once for each word and parameter. */
export function checkSupplied(facts: Facts, troubles: Troubles): void {
  const measures = new Map(measuresOf(facts).map(({ measure }) => [measure.name, measure]));
  const told = new Set<string>();
  for (const one of facts.supplied) {
    const measure = measures.get(one.measure);
    const text = measure
      ? misfit(one, measure)
      : `is to be ${quote(one.measure)}, which is none of the measures ${listing([...measures.keys()], 20)}.`;
    if (text === undefined || told.has(`${one.parameter}\u0000${text}`)) continue;
    told.add(`${one.parameter}\u0000${text}`);
    troubles.add({ code: "code-unknown", ...toldPlace(one), text: `${quote(one.parameter)} ${text}` });
  }
}

function misfit({ value, unit }: Supplied, { name, kind }: Measure): string | undefined {
  const isTime = unit !== "";
  if (isTime !== (kind === "time-to-event"))
    return `is a ${isTime ? "time" : "word"}, and ${quote(name)} is ${kind === "time-to-event" ? "a time" : kind}.`;
  if (isTime) return undefined;
  const allowed: readonly string[] = kind === "binary" ? ["yes", "no"] : kind === "ordered" ? responses : [];
  if (allowed.includes(String(value))) return undefined;
  return `is ${quote(String(value))}; ${quote(name)} is ${allowed.length > 0 ? `one of ${listing(allowed)}` : "a number"}.`;
}
