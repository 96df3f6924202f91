import type { Mark } from "./decimal-mark.ts";
import type { FileCards } from "./file-cards.ts";
import type { Headings } from "./headings.ts";
import type { ColumnKind, Layout } from "./layout.ts";
import type { Lines } from "./lines.ts";
import type { Numbering } from "./numbering.ts";
import type { Text } from "./text.ts";

/** A table of wells whose headings were found. */
export interface WellTable {
  readonly text: Text;
  readonly lines: Lines;
  readonly cards: FileCards;
  readonly headings: Headings;
  readonly marks: Readonly<Partial<Record<ColumnKind, Mark>>>;
  readonly numbering: Numbering;
  readonly layout: Layout;
  /** Number of the plate's last well; 0: not known. */
  readonly last: number;
}

/** A column of numbers; -1 where its numbers could be read in two ways. */
export function readable({ headings, marks }: WellTable, kind: ColumnKind): number {
  return kind in marks && marks[kind] === undefined ? -1 : headings.columns[kind];
}
