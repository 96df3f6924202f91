import { alphaOf, type Level } from "./level.ts";
import { normalLimit } from "./normal-limit.ts";

/** The p of a permutation test. */
export interface PermutationP {
  readonly p: number;
  /** Between these lies the share that all arrangements would give; undefined when all were taken, for then p is it. */
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** Whether all arrangements were taken, rather than some drawn at random; false when not given. */
export interface Enumerated extends Level {
  readonly exact?: boolean | undefined;
}

/**
 * How probable is a statistic as large as the observed one, when `reached` of `permutations` arrangements of the outcome
 * gave one as large?
 *
 * Formula: of arrangements drawn at random p = (reached + 1) / (permutations + 1): the observed arrangement is one of
 * those that may come, so p is never 0, and a true null is called at a level no more often than the level says. Of all
 * arrangements, the observed one among them, p = reached / permutations. Interval: Wilson's of the share reached /
 * permutations, which is what chance in the drawing leaves open; at low levels p itself may lie above it.
 * Unit: probability.
 * Source: Phipson B, Smyth GK (2010) Permutation p-values should never be zero: calculating exact p-values when
 * permutations are randomly drawn. Stat. Appl. Genet. Mol. Biol. 9:39; Wilson EB (1927) Probable inference, the law of
 * succession, and statistical inference. J. Am. Stat. Assoc. 22:209-212.
 * Checked: R `prop.test(correct = FALSE)` for the interval -> test/reference/permutation-p.json
 * Cost: O(1).
 *
 * @example
 * permutationP(0, 9999).p // 0.0001
 * permutationP(499, 9999).low // 0.045807154782919114
 * permutationP(2, 126, { exact: true }).p // 0.015873015873015872
 * permutationP(2, 126, { exact: true }).low // undefined
 * @throws {RangeError} unless both are whole numbers, the second at least 1 and the first from 0 (of all arrangements
 * from 1) to the second
 */
export function permutationP(reached: number, permutations: number, options: Enumerated = {}): PermutationP {
  const alpha = alphaOf("permutation-p", options);
  const { exact = false } = options;
  if (!(Number.isInteger(permutations) && permutations >= 1)) {
    throw new RangeError(`permutation-p: needs a whole number of arrangements from 1, got ${permutations}`);
  }
  const least = exact ? 1 : 0;
  if (!(Number.isInteger(reached) && reached >= least && reached <= permutations)) {
    throw new RangeError(`permutation-p: needs a whole number from ${least} to ${permutations}, got ${reached}`);
  }
  if (exact) return { p: reached / permutations, low: undefined, high: undefined };
  const square = normalLimit(alpha / 2) ** 2;
  const middle = reached + square / 2;
  const reach = Math.sqrt(square * ((reached * (permutations - reached)) / permutations + square / 4));
  return {
    p: (reached + 1) / (permutations + 1),
    low: reached === 0 ? 0 : (middle - reach) / (permutations + square),
    high: reached === permutations ? 1 : (middle + reach) / (permutations + square),
  };
}
