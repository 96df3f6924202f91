import { decode } from "../../data/encoding.ts";
import { quote } from "../../data/trouble.ts";
import type { Contradiction } from "./contradiction.ts";
import type { Headings } from "./headings.ts";
import type { Lines } from "./lines.ts";

/**
 * Where the heading of the Ct stands twice, over values that are not alike: nobody can say which of them is meant. Of other
 * headings that stand twice, as instruments write them, the first counts.
 */
export function doubleCt(lines: Lines, { written, folded, columns: { ct } }: Headings): Contradiction | undefined {
  const second = ct < 0 ? -1 : folded.indexOf(folded[ct]!, ct + 1);
  if (second < 0) return undefined;
  const width = written.length;
  const walk = lines.clone();
  const start = new Int32Array(width);
  const end = new Int32Array(width);
  const cell = (at: number) => decode(walk.bytes.subarray(start[at], end[at])).trim();
  while (walk.cut(start, end, width)) {
    const [one, other] = [cell(ct), cell(second)];
    if (one === other) continue;
    const text = `the heading is there twice, over ${quote(one)} and over ${quote(other)}.`;
    return { line: walk.line, column: written[ct]!, text };
  }
  return undefined;
}
