import { columns } from "./column.ts";
import type { Fact } from "./fact.ts";

/** What may befall a subject from the first dose on. */
export const eventWords = [
  "dose",
  "last-contact",
  "progression",
  "relapse",
  "deterioration",
  "induction",
  "transplant",
  "death",
] as const;
export type EventWord = (typeof eventWords)[number];

export const eventColumns = columns({
  subject: { kind: "text", meaning: "Subject, as in the subjects table" },
  date: { kind: "text", meaning: "Date (YYYY-MM-DD)" },
  event: {
    kind: "text",
    meaning: `What happened: ${eventWords.join(", ")}; deterioration is leaving the treatment for global deterioration of health, induction is another induction therapy`,
  },
  cycle: { kind: "count", meaning: "Cycle of a dose, from 1" },
  detail: { kind: "text", meaning: "Anything more, in words; nothing is derived from it" },
});

export interface ClinicalEvent extends Fact {
  readonly event: EventWord;
  /** Of a dose. */
  readonly cycle: number | undefined;
}
