import type { Column } from "../data/column.ts";
import type { CellChange, ColumnChange } from "../data/comparison.ts";
import { unguard } from "../data/guard.ts";
import { numberIn } from "../data/written.ts";

/** Numbers that differ by no more are the same, however small they are: what is left of rounding where 0 is meant. */
export const FLOOR = 1e-12;

/** How many changes of a column are told: of numbers the largest, of all else the first. */
const TOLD = 3;

/** Whether two numbers are the same: within the tolerance as a share of the larger, or within the floor. */
export function sameNumber(a: number, b: number, tolerance: number): boolean {
  const difference = Math.abs(a - b);
  return difference <= FLOOR || difference <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

/** Gathers the changes of one column. */
export class ComparedColumn {
  /** Cells that are not the same, and how many of them went and came. */
  private readonly counts = { cells: 0, blanked: 0, filled: 0 };
  /** The greatest number in the rows that changed. */
  private scale = 0;
  private readonly largest: (CellChange & { readonly size: number })[] = [];
  private readonly others: CellChange[] = [];

  constructor(
    readonly name: string,
    private readonly column: Column,
    private readonly tolerance: number,
  ) {}

  /** Takes two cells of one row that are not written alike; tells whether they are a change. */
  take(a: string, b: string, rowName: () => string): boolean {
    const { kind } = this.column;
    const [one, two] = kind === "number" || kind === "count" ? [numberIn(a), numberIn(b)] : [Number.NaN, Number.NaN];
    const size = Math.abs(two - one);
    const told = () => ({ row: rowName(), cell: [unguard(a), unguard(b)] as const });
    if (!Number.isNaN(size)) {
      // What is counted is the same only where it is equal.
      if (kind === "count" ? one === two : sameNumber(one, two, this.tolerance)) return false;
      if (this.largest.length < TOLD || size > this.largest.at(-1)!.size) {
        const at = this.largest.findIndex((other) => other.size < size);
        this.largest.splice(at < 0 ? TOLD : at, 0, { ...told(), difference: two - one, size });
        this.largest.length = Math.min(this.largest.length, TOLD);
      }
    } else if (this.others.length < TOLD) this.others.push(told());
    this.counts.cells++;
    if (b === "") this.counts.blanked++;
    if (a === "") this.counts.filled++;
    return true;
  }

  /** Takes a cell of each run of a row that changed, alike or not: differences are told as a share of the greatest. */
  measure(a: string, b: string): void {
    if (this.column.kind !== "number" && this.column.kind !== "count") return;
    for (const size of [Math.abs(numberIn(a)), Math.abs(numberIn(b))]) if (size > this.scale) this.scale = size;
  }

  /** undefined where nothing changed. */
  done(): ColumnChange | undefined {
    if (this.counts.cells === 0) return undefined;
    const { name, column, counts, scale } = this;
    const [first] = this.largest;
    return {
      ...{ name, kind: column.kind, unit: column.unit ?? "", ...counts },
      ...(first && { largest: first.size, share: first.size / scale }),
      examples: [...this.largest.map(({ size: _, ...told }) => told), ...this.others],
    };
  }
}
