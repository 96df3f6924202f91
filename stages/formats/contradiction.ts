import { decode } from "../../data/encoding.ts";
import { quote } from "../../data/trouble.ts";
import { Decimal } from "./decimal.ts";
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

/** Cycles by which replicates spread in no half of the rows; a Ct is mostly more. */
const MOST_SPREAD = 10;

const average = /^avg ct$/;
const spread = /ct (se|sd|stddev)$|^stddev ct$/;

/**
 * The first column of a table whose content denies its heading: an average that is a word, or a spread of replicates as
 * large as a Ct. `lines` stands behind the headings and stays there.
 */
export function contradictionIn(
  lines: Lines,
  headings: readonly string[],
  folded: readonly string[],
): Contradiction | undefined {
  const width = headings.length;
  const looked = headings
    .map((heading, at) => ({ heading, at, ofWords: average.test(folded[at]!), spreads: [] as number[] }))
    .filter(({ at, ofWords }) => ofWords || spread.test(folded[at]!));
  if (looked.length === 0) return undefined;
  const walk = lines.clone();
  const decimal = new Decimal();
  const start = new Int32Array(width);
  const end = new Int32Array(width);
  for (let row = 0; row < ROWS && walk.cut(start, end, width); row++)
    for (const { heading, at, ofWords, spreads } of looked) {
      if (end[at] === start[at]) continue;
      if (!ofWords) {
        const value = decimal.read(walk.bytes, start[at]!, end[at]!);
        if (!Number.isNaN(value)) spreads.push(value);
        continue;
      }
      const cell = decode(walk.bytes.subarray(start[at], end[at])).trim();
      if (/^undet/i.test(cell))
        return { line: walk.line, column: heading, text: `${quote(cell)} is a well's result and no average.` };
    }
  for (const { heading, spreads } of looked) {
    const large = spreads.filter((value) => value >= MOST_SPREAD).length;
    if (large * 2 <= spreads.length) continue;
    const of = `${large} of the first ${spreads.length} numbers are ${MOST_SPREAD} cycles or more`;
    return { line: lines.line, column: heading, text: `${of}, which no spread of replicates is.` };
  }
  return undefined;
}
