import { columns, type Row } from "./column.ts";

export const flagColumns = columns({
  check: { kind: "text", meaning: "The check that speaks" },
  level: {
    kind: "text",
    meaning: "note: worth knowing; caution: may move a result; exclude: the well is left out of every mean",
  },
  scope: {
    kind: "text",
    meaning: "What the flag is about: well, assay (its replicates in one sample), sample, card or study",
  },
  card: { kind: "text", meaning: "Card" },
  well: { kind: "count", meaning: "Number of the well on the card" },
  sample: { kind: "text", meaning: "Sample" },
  assay: { kind: "text", meaning: "Assay" },
  observed: { kind: "text", meaning: "What was seen, in the unit" },
  limit: { kind: "text", meaning: "What was expected, in the unit" },
  unit: { kind: "text", meaning: "Unit of observed and limit" },
  reason: { kind: "text", meaning: "What it means" },
  file: { kind: "text", meaning: "Export that it was seen in" },
  line: { kind: "count", meaning: "Line in that file, from 1" },
});

/** One thing that a check has to say. It changes nothing by itself: exclusions are derived from levels in one place. */
export type Flag = Partial<Row<typeof flagColumns>> & {
  readonly check: string;
  readonly level: "note" | "caution" | "exclude";
  readonly scope: "well" | "assay" | "sample" | "card" | "study";
  readonly reason: string;
};
