import { decode } from "../../data/encoding.ts";
import { quote } from "../../data/trouble.ts";
import { Decimal } from "./decimal.ts";
import type { Headings } from "./headings.ts";
import type { Lines } from "./lines.ts";

/** What stands under a heading that it cannot be, where headings were pasted over a table that has other columns. */
export interface Contradiction {
  readonly line: number;
  /** The heading, as written. */
  readonly column: string;
  readonly text: string;
}

/** Rows that are looked at: a column under a wrong heading is wrong in all of them. */
const ROWS = 48;

/** So many where numbers alone are looked at, which every row has, and a word not. */
const ROWS_OF_NUMBERS = 16;

/** Cycles by which replicates spread in no half of the rows; a Ct is mostly more. */
const MOST_SPREAD = 10;

/** What makes a letter a small one, and the first of "Undetermined". */
const LOWER = 0x20;
const LETTER_U = 117;

/**
 * The first column of a table whose content denies its heading: an average that is a word, or a spread of replicates as
 * large as a Ct. `lines` stands behind the headings and stays there.
 */
export function contradictionIn(lines: Lines, { written, averages, spreads }: Headings): Contradiction | undefined {
  if (averages.length + spreads.length === 0) return undefined;
  const walk = lines.clone();
  const decimal = new Decimal();
  const start = new Int32Array(written.length);
  const end = new Int32Array(written.length);
  const numbers = new Int32Array(written.length);
  const large = new Int32Array(written.length);
  const rows = averages.length > 0 ? ROWS : ROWS_OF_NUMBERS;
  for (let row = 0; row < rows && walk.cut(start, end, written.length); row++) {
    for (const at of averages) {
      if ((walk.bytes[start[at]!]! | LOWER) !== LETTER_U || end[at] === start[at]) continue;
      const cell = decode(walk.bytes.subarray(start[at], end[at])).trim();
      if (/^undet/i.test(cell))
        return { line: walk.line, column: written[at]!, text: `${quote(cell)} is a well's result and no average.` };
    }
    for (const at of spreads) {
      const value = decimal.read(walk.bytes, start[at]!, end[at]!);
      if (Number.isNaN(value)) continue;
      numbers[at]!++;
      if (value >= MOST_SPREAD) large[at]!++;
    }
  }
  for (const at of spreads) {
    if (large[at]! * 2 <= numbers[at]!) continue;
    const of = `${large[at]} of the first ${numbers[at]} numbers are ${MOST_SPREAD} cycles or more`;
    return { line: lines.line, column: written[at]!, text: `${of}, which no spread of replicates is.` };
  }
  return undefined;
}
