import type { InspectedTable } from "../data/inspection.ts";
import type { Account } from "./formats/account.ts";
import { COMMA } from "./formats/decimal-mark.ts";

/** How a table was understood, in words: heading by heading. */
export function inspectedTable({ text, format, header, line, columns, marks, unread }: Account): InspectedTable {
  const headings = header.headings?.written ?? [];
  const read = new Map<number, string[]>();
  for (const [kind, column] of Object.entries(columns))
    if (column >= 0) read.set(column, [...(read.get(column) ?? []), spelt(kind)]);
  const left = [...unread];
  const told = headings.flatMap((heading, column) => {
    const as = read.get(column);
    if (as) return [{ heading, as: as.join(" and ") }];
    const at = left.indexOf(heading);
    if (at >= 0) left.splice(at, 1);
    else if (heading !== "") return [{ heading, as: "flag" }];
    return [];
  });
  // A column without a number counts as one with points: it is not told beside one that has commas.
  const all = Object.values(marks);
  const isComma = all.includes(COMMA) ? (["comma"] as const) : [];
  const isUnclear = all.some((mark) => mark === undefined) ? (["unclear"] as const) : [];
  const other = [...isComma, ...isUnclear];
  return {
    ...{ part: text.part, format, line, headings: told, unread },
    decimals: other.length > 0 ? other : ["point"],
  };
}

/** "vendor mean" of vendorMean. */
function spelt(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
