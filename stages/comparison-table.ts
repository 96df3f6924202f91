import type { Columns } from "../data/column.ts";
import type { TableChange, Two } from "../data/comparison.ts";
import { unguard } from "../data/guard.ts";
import { ComparedColumn } from "./comparison-column.ts";

/** What is known of a table before its rows are. */
export interface TableToCompare {
  readonly table: string;
  readonly columns: Columns;
  readonly key: readonly string[];
  /** The columns of the file, in its order. */
  readonly headings: Two<readonly string[]>;
}

/** Columns that tell where in the inputs a row was read: one line more in an export moves them all, and no result. */
const PLACES: ReadonlySet<string> = new Set(["file", "line"]);

/** How many rows are named that one run alone has. */
const NAMED = 5;

type Cells = readonly string[];

/**
 * Compares the rows of a table of two runs, told apart by their key. Rows come from both sides in turn and wait for their
 * partner, so that only as many are held as the orders of the two differ. Rows that share a key are paired as they come.
 */
export class ComparedTable {
  private readonly rows: [number, number] = [0, 0];
  private readonly waiting: Two<Map<string, Cells[]>> = [new Map(), new Map()];
  private readonly shared: readonly {
    readonly at: Two<number>;
    readonly place: boolean;
    readonly column: ComparedColumn;
  }[];
  private readonly keys: Two<readonly number[]>;
  private readonly names: Two<readonly number[]>;
  private changed = 0;
  private moved = 0;

  constructor(
    private readonly of: TableToCompare,
    tolerance: number,
  ) {
    const [a, b] = of.headings;
    this.shared = a.flatMap((name, at) => {
      const other = b.indexOf(name);
      const column = Object.hasOwn(of.columns, name) ? of.columns[name]! : ({ kind: "text", meaning: "" } as const);
      if (other < 0) return [];
      return [{ at: [at, other], place: PLACES.has(name), column: new ComparedColumn(name, column, tolerance) }];
    });
    const at = (names: readonly string[]) =>
      of.headings.map((headings) => names.map((name) => headings.indexOf(name))) as unknown as Two<readonly number[]>;
    this.keys = at(of.key);
    this.names = at(rowNames(of));
  }

  /** Takes the next row of A (0) or B (1). */
  take(side: 0 | 1, cells: Cells): void {
    this.rows[side]++;
    const key = this.keys[side].map((at) => cells[at]).join("\u0000");
    const others = this.waiting[side === 0 ? 1 : 0];
    const partners = others.get(key);
    if (partners === undefined) {
      const alike = this.waiting[side].get(key);
      if (alike) alike.push(cells);
      else this.waiting[side].set(key, [cells]);
      return;
    }
    const partner = partners.shift()!;
    if (partners.length === 0) others.delete(key);
    if (side === 0) this.compare(cells, partner);
    else this.compare(partner, cells);
  }

  /** Takes a row that both have alike. */
  takeAlike(): void {
    this.rows[0]++;
    this.rows[1]++;
  }

  done(): TableChange {
    const [a, b] = this.of.headings;
    const alone = ([0, 1] as const).map((side) => {
      const left = [...this.waiting[side].values()].flat();
      return { rows: left.length, first: left.slice(0, NAMED).map((cells) => this.nameOf(side, cells)) };
    });
    return {
      table: this.of.table,
      rows: [this.rows[0], this.rows[1]],
      alone: [alone[0]!, alone[1]!],
      columnsAlone: [a.filter((name) => !b.includes(name)), b.filter((name) => !a.includes(name))],
      ...{ changed: this.changed, moved: this.moved },
      columns: this.shared.flatMap(({ column, place }) => (place ? [] : (column.done() ?? []))),
    };
  }

  private compare(a: Cells, b: Cells): void {
    let changed = false;
    let moved = false;
    for (const { at, place, column } of this.shared) {
      const [one, two] = [a[at[0]]!, b[at[1]]!];
      if (one === two) continue;
      if (place) moved = true;
      else if (column.take(one, two, () => this.nameOf(0, a))) changed = true;
    }
    if (changed) {
      this.changed++;
      for (const { at, column } of this.shared) column.measure(a[at[0]]!, b[at[1]]!);
    }
    if (moved && !changed) this.moved++;
  }

  private nameOf(side: 0 | 1, cells: Cells): string {
    return nameOfRow(this.names[side], cells);
  }
}

/** The columns that name a row to a reader: its key, with the gene's symbol for its assay. */
export function rowNames({ key, columns, headings }: TableToCompare): string[] {
  const hasGene = Object.hasOwn(columns, "gene") && headings.every((names) => names.includes("gene"));
  return key.map((name) => (name === "assay" && hasGene ? "gene" : name));
}

export function nameOfRow(names: readonly number[], cells: Cells): string {
  return names
    .map((at) => unguard(cells[at] ?? ""))
    .filter((cell) => cell !== "")
    .join(", ");
}
