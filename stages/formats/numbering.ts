import type { ColumnKind, Layout } from "./layout.ts";
import type { Lines } from "./lines.ts";

/** How a table tells which well a row is of: by numbers, by positions on a plate of so many columns, or by its order. */
export type Numbering =
  | { readonly by: "number" }
  | { readonly by: "position"; readonly column: number; readonly plate: number }
  | { readonly by: "order" };

/** Columns of the plates that are made, and rows. */
const plates = [
  [12, 8],
  [24, 16],
  [48, 32],
] as const;

export function numberingOf(
  lines: Lines,
  columns: Readonly<Record<ColumnKind, number>>,
  layout: Layout,
  width: number,
): Numbering {
  const column = columns.well >= 0 ? columns.well : columns.position;
  if (column < 0) return { by: "order" };
  const walk = lines.clone();
  const start = new Int32Array(width);
  const end = new Int32Array(width);
  let [lastRow, lastColumn] = [0, 0];
  while (walk.cut(start, end, width)) {
    const at = placeOf(walk.bytes, start[column]!, end[column]!);
    if (at === undefined) {
      // One number says that all are: positions are looked at to the end, for the plate is as wide as the last of them.
      if (columns.well >= 0 && lastRow === 0) return { by: "number" };
      continue;
    }
    lastRow = Math.max(lastRow, at.row);
    lastColumn = Math.max(lastColumn, at.column);
  }
  if (lastRow === 0)
    return columns.well >= 0 ? { by: "number" } : { by: "position", column, plate: layout.plate ?? 12 };
  const smallest = plates.find(([columns, rows]) => lastColumn <= columns && lastRow <= rows)?.[0];
  return { by: "position", column, plate: layout.plate ?? smallest ?? 0 };
}

/** Row and column from 1 of "B07"; undefined where it is no position. */
export function placeOf(
  bytes: Uint8Array,
  start: number,
  end: number,
): { readonly row: number; readonly column: number } | undefined {
  let row = 0;
  let at = start;
  while (at < end && bytes[at] === 32) at++;
  for (; at < end && at - start < 8; at++) {
    const letter = bytes[at]! & 0xdf;
    if (!(bytes[at]! >= 65 && letter >= 65 && letter <= 90)) break;
    row = row * 26 + letter - 64;
  }
  let column = 0;
  const digits = at;
  for (; at < end; at++) {
    const digit = bytes[at]! - 48;
    if (bytes[at] === 32) break;
    if (!(digit >= 0 && digit <= 9) || column > 1000) return undefined;
    column = column * 10 + digit;
  }
  for (; at < end; at++) if (bytes[at] !== 32) return undefined;
  return row > 0 && at > digits && column > 0 && row <= 64 ? { row, column } : undefined;
}
