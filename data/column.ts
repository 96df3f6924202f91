/**
 * The dictionary of a table comes first: what each column means and in which unit. The TypeScript type of a row, the
 * head of the CSV, the texts of errors, the report's dictionary and `deltact explain` all follow from it.
 */
export interface Column {
  /** text; number (any); count (a whole number, 0 or more); yes-no. */
  readonly kind: "text" | "number" | "count" | "yes-no";
  readonly meaning: string;
  readonly unit?: string;
}

export type Columns = Readonly<Record<string, Column>>;

/** A cell of a row: undefined is blank, and every blank number has its reason in a column `state` or `caveat`. */
export type Cell<Kind extends Column["kind"]> =
  | (Kind extends "text" ? string : Kind extends "yes-no" ? boolean : number)
  | undefined;

export type Row<C extends Columns> = { readonly [K in keyof C]: Cell<C[K]["kind"]> };

/** A dictionary of some of the columns, in the order given. */
export function pick<C extends Columns, K extends keyof C & string>(columns: C, names: readonly K[]): Pick<C, K> {
  return Object.fromEntries(names.map((name) => [name, columns[name]])) as unknown as Pick<C, K>;
}

/** Keeps the literal kinds of a dictionary, which the type of its rows is made of. */
export function columns<const C extends Columns>(dictionary: C): C {
  return dictionary;
}
