import { Chance } from "../../data/chance.ts";

/** How many arrangements a permutation test takes, and where its chance comes from. */
export interface Permutations {
  /** 10,000 when not given. Where there are no more distinct ones than this, all are taken. */
  readonly permutations?: number | undefined;
  /** The first stream of seed 1 when not given. It is drawn from, so a second test gets other arrangements. */
  readonly chance?: Chance | undefined;
}

/** The arrangements of an outcome that a permutation test goes through. */
export interface Arrangements {
  readonly count: number;
  /** Whether these are all distinct arrangements, the observed one among them; else they are drawn at random. */
  readonly exact: boolean;
  /** Hands over one after the other in the same array: read it, keep nothing. */
  each(visit: (scores: Float64Array) => void): void;
}

/**
 * How else could the outcome have been dealt out, if it had nothing to do with the subjects? Their scores in another
 * order (`"order"`), or each score with its sign as it is or turned (`"signs"`).
 *
 * Formula: n! / product of t! over t equal scores are the distinct orders, 2^n the distinct signs. All when these are no
 * more than asked for, orders in rising order; else drawn, each independent of the others and each as probable.
 * Unit: as the scores.
 * Source: Fisher RA (1935) The Design of Experiments, section 21; Knuth DE (2011) The Art of Computer Programming 4A,
 * 7.2.1.2, algorithm L.
 * Checked: the numbers of arrangements and what comes of them -> test/reference/permutations.json
 * Cost: O(n) an arrangement; holds one.
 *
 * @example
 * arrangements("x", "order", Float64Array.of(1, 1, 0, 0, 0)).count // 10
 * arrangements("x", "order", Float64Array.of(1, 1, 0, 0, 0), { permutations: 9 }).exact // false
 * arrangements("x", "signs", Float64Array.of(1, 1, 1)).count // 8
 * @throws {RangeError} unless the number asked for is a whole number from 1
 */
export function arrangements(
  method: string,
  kind: "order" | "signs",
  scores: Float64Array,
  { permutations = 10_000, chance = new Chance(1, 0) }: Permutations = {},
): Arrangements {
  if (!(Number.isSafeInteger(permutations) && permutations >= 1)) {
    throw new RangeError(`${method}: needs a whole number of permutations from 1, got ${permutations}`);
  }
  const distinct = kind === "signs" ? 2 ** scores.length : orders(scores);
  const exact = distinct <= permutations;
  const count = exact ? distinct : permutations;
  const each = (visit: (scores: Float64Array) => void): void => {
    const now = Float64Array.from(scores);
    if (exact && kind === "order") now.sort();
    for (let number = 0; number < count; number++) {
      if (kind === "signs") turn(now, scores, exact ? number : chance);
      else if (!exact) shuffle(now, chance);
      else if (number > 0) advance(now);
      visit(now);
    }
  };
  return { count, exact, each };
}

/** n! / product of t!, as a product of binomial coefficients; right as long as it is below 2^53. */
function orders(scores: Float64Array): number {
  const sorted = Float64Array.from(scores).sort();
  let count = 1;
  let equal = 0;
  for (let i = 0; i < sorted.length; i++) {
    equal = i > 0 && sorted[i] === sorted[i - 1] ? equal + 1 : 1;
    count = (count * (i + 1)) / equal;
  }
  return count;
}

/** The next order in the rising sequence of orders. */
function advance(now: Float64Array): void {
  let pivot = now.length - 2;
  while (pivot >= 0 && now[pivot]! >= now[pivot + 1]!) pivot--;
  let larger = now.length - 1;
  while (now[larger]! <= now[pivot]!) larger--;
  swap(now, pivot, larger);
  now.subarray(pivot + 1).reverse();
}

function shuffle(now: Float64Array, chance: Chance): void {
  for (let i = now.length - 1; i > 0; i--) swap(now, i, chance.below(i + 1));
}

/** Turns the scores whose bit is set in a number, or each with a probability of a half. */
function turn(now: Float64Array, scores: Float64Array, by: number | Chance): void {
  for (let i = 0; i < now.length; i++) {
    const turned = typeof by === "number" ? Math.floor(by / 2 ** i) % 2 === 1 : by.uniform() < 0.5;
    now[i] = turned ? -scores[i]! : scores[i]!;
  }
}

function swap(now: Float64Array, i: number, j: number): void {
  const kept = now[i]!;
  now[i] = now[j]!;
  now[j] = kept;
}
