import { Chance } from "../../data/chance.ts";
import { chiSquareTail } from "../statistics/chi-square-tail.ts";
import { permutationP } from "../statistics/permutation-p.ts";

/** How closely two words that are said of the same things go together. */
export interface Dependence {
  readonly n: number;
  /** Cramer's V without its bias (Bergsma 2013): 0 where nothing is there, 1 where one word tells the other. */
  readonly v: number;
  /** How probable as large a chi-square is, were the words dealt out anew; told where V is at least what is asked. */
  readonly p: number | undefined;
  /** Whether one of the two leaves no doubt of the other: each level has one word alone, or each word one level. */
  readonly tells: boolean;
}

const ARRANGEMENTS = 4999;

/**
 * Levels that only one thing has say nothing, and are left out. p is by chi-square where each cell is expected at least
 * 5 times, else by permutation with a fixed seed.
 *
 * Source: Bergsma W (2013) A bias-correction for Cramer's V and Tschuprow's T. J. Korean Stat. Soc. 42:323-328.
 */
export function dependence(pairs: readonly (readonly [level: string, word: string])[], least: number): Dependence {
  const counts = new Map<string, number>();
  for (const [level] of pairs) counts.set(level, (counts.get(level) ?? 0) + 1);
  const kept = pairs.filter(([level]) => counts.get(level)! > 1);
  const [levels, words] = [coded(kept.map(([level]) => level)), coded(kept.map(([, word]) => word))];
  const [n, rows, columns] = [kept.length, levels.count, words.count];
  if (rows < 2 || columns < 2) return { n, v: 0, p: undefined, tells: false };
  const [ofLevel, ofWord] = [tally(levels), tally(words)];
  const table = new Uint32Array(rows * columns);
  const chiSquare = (codes: ArrayLike<number>) => {
    table.fill(0);
    for (let at = 0; at < n; at++) table[levels.codes[at]! * columns + codes[at]!]!++;
    let sum = 0;
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const seen = table[row * columns + column]!;
        if (seen > 0) sum += (seen * seen) / (ofLevel[row]! * ofWord[column]!);
      }
    return n * (sum - 1);
  };
  const observed = chiSquare(words.codes);
  const tells = table.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0) === Math.max(rows, columns);
  const free = (rows - 1) * (columns - 1);
  const room = Math.min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1;
  const v = room > 0 ? Math.sqrt(Math.max(0, observed / n - free / (n - 1)) / room) : 0;
  if (!(v >= least)) return { n, v, p: undefined, tells };
  if (Math.min(...ofLevel) * Math.min(...ofWord) >= 5 * n)
    return { n, v, p: chiSquareTail(Math.max(0, observed), free), tells };
  const chance = new Chance(1, 0);
  let reached = 0;
  for (let time = 0; time < ARRANGEMENTS; time++)
    if (chiSquare(chance.shuffled(words.codes)) >= observed * (1 - 1e-9)) reached++;
  return { n, v, p: permutationP(reached, ARRANGEMENTS).p, tells };
}

function coded(words: readonly string[]) {
  const known = new Map<string, number>();
  const codes = words.map((word) => known.get(word) ?? known.set(word, known.size).size - 1);
  return { codes, count: known.size };
}

function tally({ codes, count }: ReturnType<typeof coded>): number[] {
  const counts = new Array<number>(count).fill(0);
  for (const code of codes) counts[code]!++;
  return counts;
}
