import type { Facts } from "../data/facts.ts";
import type { Finding } from "../data/finding.ts";
import type { OutcomeSet } from "./endpoints/endpoint.ts";
import type { OutcomeSummaryRow } from "./outcome-summary.ts";
import type { OutcomeRow } from "./outcome-table.ts";
import { counted } from "./wording.ts";

/** Measures that a finding names one by one. */
const MOST = 5;

/** " (68.1 %, 95 % CI 56.0 to 78.6)": what goes after a count or a median. */
function interval({ estimate, low, high, unit }: OutcomeSummaryRow, { level }: OutcomeSet): string {
  if (estimate === undefined) return "";
  const limit = (value: number | undefined) => (value === undefined ? "not reached" : value.toFixed(1));
  return ` (${unit === "%" ? `${estimate.toFixed(1)} %, ` : ""}${100 * level} % CI ${limit(low)} to ${limit(high)})`;
}

export function headline(all: readonly OutcomeSummaryRow[], set: OutcomeSet): string {
  const row = (name: string) => all.find(({ measure }) => measure === name)!;
  const median = (name: string) => {
    const { estimate } = row(name);
    const months = estimate === undefined ? "not reached" : `${estimate.toFixed(1)} months`;
    return `median ${name.toUpperCase()} ${months}${interval(row(name), set)}`;
  };
  const remission = row("cr-cri");
  if (remission.total === 0) return "No subject has an outcome.";
  return `Outcome of ${counted(remission.total!, "treated subject")}: CR or CRi in ${remission.n}${interval(remission, set)}; ${median("os")}; ${median("pfs")}.`;
}

/** What is marked in the rows, once, with the number of subjects and the measures; and what the tables never speak of. */
export function findings(rows: readonly OutcomeRow[], { subjects }: Facts): Finding[] {
  const marks = new Map<string, { readonly who: Set<string>; readonly measures: Set<string> }>();
  for (const { subject, measure, derived } of rows) {
    for (const text of derived.caveat?.split("; ") ?? []) {
      const mark = marks.get(text) ?? { who: new Set(), measures: new Set() };
      marks.set(text, mark);
      mark.who.add(subject);
      mark.measures.add(measure.name);
    }
  }
  const found = [...marks].map(([text, { who, measures }]): Finding => {
    const of = measures.size > MOST ? "all measures" : [...measures].join(", ");
    return { level: "caution", text: `${counted(who.size, "subject")}: ${text} (${of}).` };
  });
  const events = new Set<string | undefined>(
    subjects.flatMap((subject) => [
      ...subject.events.map(({ event }) => event),
      ...subject.assessments.map(({ word }) => (word === "PD" ? "progression" : word)),
    ]),
  );
  const silent = [
    !events.has("death") && "death",
    !events.has("progression") && !events.has("relapse") && "progression or relapse",
    !events.has("transplant") && "transplant",
  ].filter((word) => word !== false);
  if (silent.length > 0)
    found.push({
      level: "note",
      text: `The records tell of no ${silent.join(", and of no ")} at all: where these are kept elsewhere, what is derived from them is wrong.`,
    });
  return found;
}
