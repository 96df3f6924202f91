import { columns, type Row } from "./column.ts";

export const exclusionColumns = columns({
  scope: {
    kind: "text",
    meaning: "What is left out: well (card and well), assay (in a sample, on a card, or everywhere), sample, or card",
  },
  card: { kind: "text", meaning: "Card, as in wells.csv" },
  well: { kind: "count", meaning: "Number of the well on the card" },
  sample: { kind: "text", meaning: "Sample" },
  assay: { kind: "text", meaning: "Assay, spelt as the panel or the exports spell it" },
  reason: { kind: "text", meaning: "Why it is left out" },
  person: { kind: "text", meaning: "Who decided it" },
  date: { kind: "text", meaning: "When it was decided (YYYY-MM-DD)" },
});

/** A laboratory's own decision to leave something out, as its table of exclusions lists it. */
export interface Exclusion extends Pick<Row<typeof exclusionColumns>, "card" | "well" | "sample" | "assay"> {
  readonly scope: "well" | "assay" | "sample" | "card";
  readonly reason: string;
  readonly person: string;
  readonly date: string;
  readonly file: string;
  readonly line: number;
}
