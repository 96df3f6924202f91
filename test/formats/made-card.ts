import type { ColumnMap } from "../../data/column-map.ts";
import type { Format } from "../../stages/formats/format.ts";

// A card as a test makes it, and what writes it in a vendor's format: test/formats/<name>/write.ts gives a `Writer` by the
// name `writer`. Where a format cannot carry something, the writer says so and the suite does not ask for it.

export interface MadeWell {
  /** From 1, row by row on 24 columns. */
  readonly well: number;
  readonly sample: string;
  readonly assay: string;
  readonly task: "target" | "reference";
  /** As it is written, such as "23.4567"; "undetermined" and "blank" are states. */
  readonly ct: string;
  readonly omitted: boolean;
}

export interface MadeCard {
  readonly card: string;
  /** In the order of their numbers; each assay has its task. */
  readonly wells: readonly MadeWell[];
}

export interface Writer {
  readonly format: Format["name"];
  /** Ending of the sample export in the format's folder: "txt", "csv", "xlsx", "rdml" ... */
  readonly ending: string;
  /** What the format has no place for, or the reader cannot take from it. */
  readonly lacks: readonly ("card" | "well" | "omitted" | "blank" | "undetermined" | "reals-of-40")[];
  /** What study.yaml says of the columns, where the format needs it. */
  readonly columns?: ColumnMap;
  /** A line holds several wells, or the headings of some stand far below: how many one byte says something of is not known. */
  readonly several?: true;
  /** Its headings are names, or are the study's: nothing in it says that it is a table of wells. */
  readonly unmarked?: true;
  readonly write: (card: MadeCard) => Uint8Array;
}
