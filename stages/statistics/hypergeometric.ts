import { counts } from "./counts.ts";

/** The chances of `least`, `least` + 1 ... */
export interface Hypergeometric {
  readonly least: number;
  readonly shares: Float64Array;
}

/**
 * How probable is each value of the first cell of a 2 x 2 table whose margins are known?
 *
 * Formula: a table a b above c d is b c odds / ((a + 1) (d + 1)) as probable with a + 1 as with a; from the most probable
 * a outward, so that nothing overflows, and all over their sum. `odds` is the odds ratio, 1 where rows and columns have
 * nothing to do with each other.
 * Unit: probability; the first is that of `least`, the smallest value that the margins allow.
 * Source: Fisher RA (1935) The logic of inductive inference. J. R. Stat. Soc. 98:39-82.
 * Checked: R `dhyper` -> test/reference/hypergeometric.json
 * Cost: O(values).
 *
 * @example
 * hypergeometric(2, 2, 2).shares // [1 / 6, 4 / 6, 1 / 6]
 * hypergeometric(2, 2, 2, 3).shares // [1 / 22, 12 / 22, 9 / 22]
 * hypergeometric(3, 1, 2).least // 1
 * @throws {RangeError} when a margin is not a whole number from 0, the column is larger than both rows, or odds are impossible
 */
export function hypergeometric(firstRow: number, secondRow: number, firstColumn: number, odds = 1): Hypergeometric {
  counts("hypergeometric", [firstRow, secondRow, firstColumn]);
  if (firstColumn > firstRow + secondRow) {
    throw new RangeError(`hypergeometric: needs a column of at most ${firstRow + secondRow}, got ${firstColumn}`);
  }
  if (!(odds > 0 && odds < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`hypergeometric: needs a finite odds ratio above 0, got ${odds}`);
  }
  const least = Math.max(0, firstColumn - secondRow);
  const size = Math.min(firstRow, firstColumn) - least + 1;
  const rise = (place: number) => {
    const x = least + place;
    return (odds * (firstRow - x) * (firstColumn - x)) / ((x + 1) * (secondRow - firstColumn + x + 1));
  };
  let top = 0;
  while (top < size - 1 && rise(top) > 1) top++;
  const shares = new Float64Array(size);
  shares[top] = 1;
  let sum = 1;
  for (let i = top - 1; i >= 0; i--) sum += shares[i] = shares[i + 1]! / rise(i);
  for (let i = top + 1; i < size; i++) sum += shares[i] = shares[i - 1]! * rise(i - 1);
  for (let i = 0; i < size; i++) shares[i]! /= sum;
  return { least, shares };
}
