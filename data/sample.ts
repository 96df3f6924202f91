import { columns } from "./column.ts";

export const sampleColumns = columns({
  sample: { kind: "text", meaning: "Name of the sample, exactly as on the cards" },
  subject: { kind: "text", meaning: "Whose sample it is; blank for a control such as NTC" },
  visit: { kind: "text", meaning: "Visit, one of `visits` in study.yaml" },
  time: { kind: "text", meaning: "Nominal time at the visit, one of `times` in study.yaml" },
  hours: { kind: "number", meaning: "Hours after the dose; 0 before it", unit: "h" },
  card: { kind: "text", meaning: "Card, where the same sample name is on several" },
  collected: { kind: "text", meaning: "Date of collection (YYYY-MM-DD)" },
  blast_percent: { kind: "number", meaning: "Blasts in the sample", unit: "%" },
});

/** One blood sample of one subject at one visit and time. */
export interface Sample {
  readonly sample: string;
  /** "" where the sample's name alone is the key. */
  readonly card: string;
  readonly subject: string;
  readonly visit: string;
  readonly time: string;
  readonly hours: number | undefined;
  readonly collected: string;
  /** Every column of the samples table, as written: covariates may be among them. */
  readonly columns: Readonly<Record<string, string>>;
  /** Its name on the cards, and the card of that name, where it is told by a pseudonym. */
  readonly onCards?: { readonly sample: string; readonly card: string } | undefined;
  /** Where the samples table lists it. */
  readonly line: number;
}
