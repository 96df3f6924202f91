import type { HeatCell } from "../../data/figure.ts";

/** The same edges for every map, in its unit, so that two maps can be compared by eye. 0 lies within the middle step. */
export const EDGES = [-3, -2, -1, -0.5, 0.5, 1, 2, 3];
export const STEPS = EDGES.length + 1;
export const MIDDLE = EDGES.length / 2;

export function stepOf(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be drawn: missing numbers must be left out.`);
  return EDGES.filter((edge) => value >= edge).length;
}

interface Span {
  readonly group: string;
  readonly start: number;
  readonly length: number;
}

/** Where each group begins and how long it is, in the order drawn. */
export function spansOf(things: readonly { readonly group: string }[]): Span[] {
  const spans: { group: string; start: number; length: number }[] = [];
  things.forEach(({ group }, i) => {
    const last = spans.at(-1);
    if (last?.group === group) last.length++;
    else spans.push({ group, start: i, length: 1 });
  });
  return spans;
}

/** A line through each run of cells that are alike: one unit a cell, as thick as a row. */
export function runs(rows: readonly (readonly HeatCell[])[], of: (cell: HeatCell) => boolean): string {
  let path = "";
  rows.forEach((cells, row) => {
    let end = -1;
    for (let from = 0; from < cells.length; from++) {
      if (!of(cells[from])) continue;
      let to = from + 1;
      while (to < cells.length && of(cells[to])) to++;
      path += `${end < 0 ? `M${from} ${row + 0.5}` : `m${from - end} 0`}h${to - from}`;
      end = to;
      from = to;
    }
  });
  return path;
}
