import { position } from "../data/card.ts";
import type { Wells } from "../data/well.ts";

/** Rows of a plate by its columns: 96, 384 and 1536 wells. */
const rowsOf: Readonly<Record<number, number>> = { 12: 8, 24: 16, 48: 32 };

/** Positions of a plate of so many columns; 0 where its shape is not known, or a well lies beyond it. */
function positionsOf(columns: number, last: number): number {
  const positions = columns * (rowsOf[columns] ?? 0);
  return last <= positions ? positions : 0;
}

/** Positions in which no well of the rows from `from` to `to` (without it) stands, neighbours together: "A7-B2", "P24". */
export function absentWells(
  wells: Wells,
  from: number,
  to: number,
  columns: number,
): { readonly positions: number; readonly vacant: number; readonly absent: readonly string[] } {
  const last = wells.well.subarray(from, to).reduce((most, well) => Math.max(most, well), 0);
  const positions = positionsOf(columns, last);
  const there = new Uint8Array(positions + 2);
  for (let row = from; row < to; row++) there[wells.well[row]!] = 1;
  const absent: string[] = [];
  let vacant = 0;
  for (let well = 1; well <= positions; well++) {
    if (there[well] === 1) continue;
    const first = well;
    while (well < positions && there[well + 1] === 0) well++;
    vacant += well - first + 1;
    absent.push(first === well ? position(well, columns) : `${position(first, columns)}-${position(well, columns)}`);
  }
  return { positions, vacant, absent };
}
