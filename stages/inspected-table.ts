import type { InspectedTable } from "../data/inspection.ts";
import type { Account } from "./formats/account.ts";
import { COMMA } from "./formats/decimal-mark.ts";

/** How a table was understood, in words: heading by heading. */
export function inspectedTable({ text, format, header, line, columns, marks, unread }: Account): InspectedTable {
  const { headings = [] } = header;
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
  const decimals = Object.values(marks).map((mark) =>
    mark === undefined ? "unclear" : mark === COMMA ? "comma" : "point",
  );
  return {
    ...{ part: text.part, format, line, headings: told, unread },
    decimals: decimals.length > 0 ? [...new Set(decimals)] : ["point"],
  };
}

/** "vendor mean" of vendorMean. */
function spelt(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
