import { decode } from "../../data/encoding.ts";
import { Automatic } from "../../data/thresholds.ts";
import { thousandths } from "./decimal.ts";
import type { Cut } from "./intake.ts";
import type { ColumnKind } from "./layout.ts";

const SPACE = 32;

/** The first words of what follows a table of wells. */
export function isMarker(cell: string): boolean {
  return /^(Summary Data|Analysis Type|Endogenous Control|PlateID|Slope)/.test(cell);
}

export function isBlank({ bytes, start, end }: Cut, column: number): boolean {
  for (let i = start[column]!; i < end[column]!; i++) if (bytes[i] !== SPACE) return false;
  return true;
}

/** Whether a line has what a well has: a sample, an assay and a Ct. */
export function isRow(cut: Cut, columns: Readonly<Record<ColumnKind, number>>): boolean {
  return !isBlank(cut, columns.sample) && !isBlank(cut, columns.assay) && !isBlank(cut, columns.ct);
}

/** A score as thousandths + 1; 0: none. */
export function scoreOf({ bytes, start, end }: Cut, column: number): number {
  return column < 0 ? 0 : thousandths(bytes, start[column]!, end[column]!) + 1;
}

/** Of `Automatic`: A of Automatic, or what is raised; any other cell says no. */
export function automatic(cut: Cut, column: number): number {
  if (column < 0 || cut.end[column]! <= cut.start[column]!) return Automatic.unsaid;
  return raised(cut, column) || (cut.bytes[cut.start[column]!]! | 0x20) === 97 ? Automatic.yes : Automatic.no;
}

/** T of TRUE, Y of Yes, the X by which SDS marks an outlier, in either case, or a 1. */
export function raised({ bytes, start, end }: Cut, column: number): boolean {
  if (end[column]! <= start[column]!) return false;
  const first = bytes[start[column]!]! | 0x20;
  return first === 116 || first === 121 || first === 120 || first === 49;
}

export function textIn({ bytes, start, end }: Cut, column: number): string {
  return decode(bytes.subarray(start[column]!, end[column]!));
}
