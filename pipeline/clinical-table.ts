import type { Columns } from "../data/column.ts";
import { readCsv } from "../data/csv.ts";
import type { PartialDates } from "../data/day.ts";
import type { FactRow } from "../data/fact-row.ts";
import type { Subject } from "../data/subject.ts";
import { quote, type Troubles } from "../data/trouble.ts";
import { ClinicalRow, type RowPlace, toldPlace } from "./clinical-row.ts";
import { clinicalTables } from "./clinical-rows.ts";

export type TableName = keyof typeof clinicalTables;
export type FactOf<Name extends TableName> = NonNullable<ReturnType<(typeof clinicalTables)[Name]["read"]>>;

/** The rows of a table of clinical facts as texts, whichever files they come from. */
export interface RawTable {
  /** As messages name it. */
  readonly file: string;
  /** The columns that it tells of. */
  readonly headings: readonly string[];
  readonly rows: readonly (RowPlace & { readonly cells: Cells })[];
}

type Cells = Readonly<Record<string, string | undefined>>;

/** A table in a file of its own. Every column is text: a cell is judged only when its subject may be used. */
export function separated(name: TableName, file: string, text: string): RawTable {
  const { columns, required } = clinicalTables[name];
  const texts: Columns = Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, { ...column, kind: "text" }]),
  );
  const { headings, rows } = readCsv<Columns>(file, text, texts, required);
  return { file, headings, rows: rows.map(({ line, row }) => ({ file, line, cells: row as Cells })) };
}

/** A table as CDISC datasets tell it. */
export function fromDatasets(
  files: readonly string[],
  headings: readonly string[],
  rows: readonly FactRow<string>[],
): RawTable {
  const placed = rows.map(({ subject, cells, file, line, record, others }) => ({
    ...{ file, line, record, others },
    cells: { ...cells, subject },
  }));
  return { file: files.join(", "), headings, rows: placed };
}

/** Whose rows are read: every subject is known, and some may be used. */
export interface Readers {
  readonly all: readonly Subject[];
  readonly admitted: readonly Subject[];
  readonly partial: PartialDates;
}

/** The facts of a table by subject. Rows of subjects who may not be used are skipped before they are judged. */
export function factsIn<Name extends TableName>(
  name: Name,
  { rows }: RawTable,
  { all, admitted, partial }: Readers,
  troubles: Troubles,
): ReadonlyMap<string, readonly FactOf<Name>[]> {
  const { read } = clinicalTables[name];
  const known = new Set(all.map(({ subject }) => subject));
  const used = new Set(admitted.map(({ subject }) => subject));
  const facts = new Map<string, FactOf<Name>[]>();
  for (const { cells, ...place } of rows) {
    const { subject = "" } = cells;
    const at = { ...toldPlace(place), column: "subject" };
    if (subject === "") troubles.add({ ...at, code: "cell-not-valid", text: "is blank; a subject's id was expected." });
    else if (!known.has(subject))
      troubles.add({ ...at, code: "subject-unknown", text: `${quote(subject)} is not in the subjects table.` });
    if (!used.has(subject)) continue;
    const fact = read(new ClinicalRow(cells, place, partial, troubles));
    if (fact) facts.set(subject, [...(facts.get(subject) ?? []), fact as FactOf<Name>]);
  }
  return facts;
}
