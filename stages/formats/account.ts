import type { Mark } from "./decimal-mark.ts";
import type { Header } from "./header.ts";
import type { ColumnKind } from "./layout.ts";
import type { Text } from "./text.ts";

/** How a table of wells was understood, for who asks what was recognised. */
export interface Account {
  readonly text: Text;
  readonly format: string;
  readonly header: Header;
  /** Of the headings. */
  readonly line: number;
  /** Where each kind of column stands; -1: nowhere. */
  readonly columns: Readonly<Record<ColumnKind, number>>;
  readonly marks: Readonly<Partial<Record<ColumnKind, Mark>>>;
  /** Headings of columns that nobody reads. */
  readonly unread: readonly string[];
}
