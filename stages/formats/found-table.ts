import type { Mark } from "./decimal-mark.ts";
import type { FileCards } from "./file-cards.ts";
import type { ColumnKind, Layout } from "./layout.ts";
import type { Lines } from "./lines.ts";
import type { Numbering } from "./numbering.ts";
import type { Text } from "./text.ts";

/** A table of wells whose headings were found: what stands in which column; -1 where it has none. */
export interface WellTable {
  readonly text: Text;
  readonly lines: Lines;
  readonly cards: FileCards;
  readonly columns: Readonly<Record<ColumnKind, number>>;
  readonly marks: Readonly<Partial<Record<ColumnKind, Mark>>>;
  readonly numbering: Numbering;
  readonly layout: Layout;
  readonly flags: readonly { readonly name: string; readonly column: number }[];
  readonly flagTexts: readonly number[];
  /** Headings. */
  readonly width: number;
  /** Number of the plate's last well; 0: not known. */
  readonly last: number;
}

/** The last column that is read. */
export function lastOf({ columns, flags, flagTexts }: WellTable): number {
  return Math.max(...Object.values(columns), ...flags.map(({ column }) => column), ...flagTexts);
}

/** A column of numbers; -1 where its numbers could be read in two ways. */
export function readable({ columns, marks }: WellTable, kind: ColumnKind): number {
  return kind in marks && marks[kind] === undefined ? -1 : columns[kind];
}
