import { columns } from "./column.ts";
import type { Fact } from "./fact.ts";

/** `liver`: ALT, AST or bilirubin. `myelosuppression`: its depth and length are read from the assessments. */
export const toxicityKinds = ["non-hematologic", "liver", "myelosuppression", "other-hematologic"] as const;
export type ToxicityKind = (typeof toxicityKinds)[number];

export const toxicityColumns = columns({
  subject: { kind: "text", meaning: "Subject, as in the subjects table" },
  date: { kind: "text", meaning: "Date on which it reached the grade (YYYY-MM-DD)" },
  cycle: { kind: "count", meaning: "Cycle in which it began, from 1" },
  term: { kind: "text", meaning: "What it is, in words" },
  kind: { kind: "text", meaning: `${toxicityKinds.join(", ")}; liver is ALT, AST or bilirubin` },
  grade: { kind: "count", meaning: "Greatest grade, 1 to 5" },
  related: { kind: "yes-no", meaning: "Whether it is attributed to the drug" },
  excepted: {
    kind: "yes-no",
    meaning:
      "Whether it is nausea or vomiting that is manageable, alopecia, or secondary to neutropenia and sepsis: never dose-limiting by its grade",
  },
  significant: { kind: "yes-no", meaning: "Whether it is clinically significant, however long it lasts" },
  resolved: { kind: "text", meaning: "Date on which it was back at grade 2 or less; blank if it never was" },
  discontinued: { kind: "yes-no", meaning: "Whether the drug was stopped for good because of it" },
});

/**
 * An adverse event that may be dose-limiting. It is a table of its own, not a word among the events, because it alone
 * has a grade, an end and a judgement. Attribution, exception and significance are inputs: they are never computed.
 */
export interface Toxicity extends Fact {
  readonly cycle: number;
  readonly term: string;
  readonly kind: ToxicityKind;
  readonly grade: number;
  readonly related: boolean;
  readonly excepted: boolean;
  readonly significant: boolean;
  readonly resolved: Fact | undefined;
  readonly discontinued: boolean;
}
