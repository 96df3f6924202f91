import { decode } from "../../data/encoding.ts";
import { POINT } from "./decimal.ts";
import type { ColumnKind } from "./layout.ts";
import type { Lines } from "./lines.ts";

export const COMMA = 44;

/** What stands before the decimals in a column's numbers; undefined: its numbers can be read in two ways, and are not. */
export type Mark = typeof POINT | typeof COMMA | undefined;

const numeric = ["ct", "vendorMean", "threshold", "ampScore", "cqConfidence"] as const satisfies readonly ColumnKind[];

/** Of each column of numbers, its decimal mark by its content. A text without a comma costs one search for it. */
export function decimalMarks(
  lines: Lines,
  columns: Readonly<Record<ColumnKind, number>>,
  width: number,
): Readonly<Partial<Record<ColumnKind, Mark>>> {
  if (!lines.has(COMMA)) return {};
  const walk = lines.clone();
  const start = new Int32Array(width);
  const end = new Int32Array(width);
  const seen = new Map(numeric.map((kind) => [kind, { point: false, comma: false, thousands: false }]));
  while (walk.cut(start, end, width)) {
    for (const kind of numeric) {
      const column = columns[kind];
      if (column < 0 || end[column]! - start[column]! > LONGEST) continue;
      const cell = decode(walk.bytes.subarray(start[column], end[column])).trim();
      const found = seen.get(kind)!;
      if (/^\d*\.\d+$/.test(cell)) found.point = true;
      // A Ct has no thousands: 23,456 is 23.456 and not twenty-three thousand cycles.
      else if (kind !== "ct" && /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(cell)) found.thousands = true;
      else if (/^\d+,\d+$/.test(cell)) found.comma = true;
    }
  }
  const marks: Partial<Record<ColumnKind, Mark>> = {};
  for (const [kind, { point, comma, thousands }] of seen) {
    // Of Ct with either mark those with a comma are told one by one.
    if (comma) marks[kind] = !point ? COMMA : kind === "ct" ? POINT : undefined;
    else if (thousands) marks[kind] = seen.get("ct")!.comma ? COMMA : undefined;
    else marks[kind] = POINT;
  }
  return marks;
}

const LONGEST = 64;
