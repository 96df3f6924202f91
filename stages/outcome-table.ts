import { columns, type Row } from "../data/column.ts";
import { dayText } from "../data/day.ts";
import { tableOf } from "../data/table.ts";
import type { Derived } from "./endpoints/endpoint.ts";
import type { Measure } from "./measures.ts";

/** What one measure is for one subject. */
export interface OutcomeRow {
  readonly subject: string;
  readonly measure: Measure;
  readonly derived: Derived;
}

export const outcomeColumns = columns({
  subject: { kind: "text", meaning: "Subject" },
  measure: { kind: "text", meaning: "Measure of outcome, such as os or best-response" },
  kind: { kind: "text", meaning: "time-to-event, binary, ordered (a word of an order) or continuous" },
  value: { kind: "number", meaning: "The value where it is a number, in the unit; blank where there is none" },
  unit: { kind: "text", meaning: "Unit of value" },
  word: { kind: "text", meaning: "The value where it is a word: yes or no, CR, CRi, PR, RD, PD, NE" },
  event: {
    kind: "yes-no",
    meaning: "Time to event: whether it happened; no is censored. Binary: whether it is yes",
  },
  date: { kind: "text", meaning: "Date of the record that decided (YYYY-MM-DD)" },
  reason: { kind: "text", meaning: "Why it is so, or why there is no value" },
  caveat: { kind: "text", meaning: "What a reader of this value must know" },
  file: { kind: "text", meaning: "File of the record that decided" },
  line: { kind: "count", meaning: "Line in that file, from 1; of a dataset without lines, the number of the record" },
});

export function outcomeTable(rows: readonly OutcomeRow[]) {
  return tableOf(outcomeColumns, rows.map(rowOf));
}

function rowOf({ subject, measure, derived }: OutcomeRow): Row<typeof outcomeColumns> {
  const { value, event, reason, caveat, fact } = derived;
  return {
    subject,
    measure: measure.name,
    kind: measure.kind,
    value: typeof value === "number" ? value : undefined,
    unit: typeof value === "number" ? measure.unit : undefined,
    word: typeof value === "string" ? value : undefined,
    event,
    date: fact && dayText(fact.day),
    reason,
    caveat,
    file: fact?.file,
    line: fact?.line,
  };
}
