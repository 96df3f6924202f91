import { midranks } from "./midranks.ts";
import { type Numbers, numbers } from "./numbers.ts";

/**
 * What is dealt out anew. `groups`: which subjects are in the first of two groups (true or 1). `scores`: an ordered or
 * continuous outcome, of which only the order counts. `signs`: no outcome; the values are changes within subjects, and
 * where nothing changes each subject's changes might as well have come with the other sign.
 */
export type PermutedOutcome =
  | { readonly kind: "groups"; readonly groups: readonly boolean[] | Uint8Array }
  | { readonly kind: "scores"; readonly scores: Numbers }
  | { readonly kind: "signs" };

/**
 * As which number does the outcome of each subject enter a rank statistic?
 *
 * Formula: groups: 1 and 0. Scores: midranks, over all subjects. Both less the most frequent of these numbers, the
 * smaller of two as frequent: no statistic changes by a shift, and a subject of 0 costs nothing. Signs: 1 for all.
 * Unit: ranks; none for groups and signs.
 * Source: as `rankScores`.
 * Checked: through `maxT` -> test/reference/permutations.json
 * Cost: O(n log n).
 *
 * @example
 * outcomeScores("x", { kind: "groups", groups: [true, true, false] }, 3) // [0, 0, -1]
 * outcomeScores("x", { kind: "scores", scores: [7, 8, 8, 9] }, 4) // [-1.5, 0, 0, 1.5]
 * @throws {RangeError} unless there is one outcome for each subject, a finite one, and two of them differ; of signs,
 * without subjects
 */
export function outcomeScores(method: string, outcome: PermutedOutcome, subjects: number): Float64Array {
  if (outcome.kind === "signs") {
    if (subjects < 1) throw new RangeError(`${method}: needs at least 1 subject, got 0`);
    return new Float64Array(subjects).fill(1);
  }
  const given = outcome.kind === "groups" ? outcome.groups : outcome.scores;
  if (given.length !== subjects) {
    throw new RangeError(`${method}: needs one outcome for each subject, got ${given.length} for ${subjects}`);
  }
  const scores = outcome.kind === "groups" ? indicators(method, outcome.groups) : ranked(method, outcome.scores);
  const usual = mostFrequent(scores);
  return scores.map((score) => score - usual);
}

function indicators(method: string, groups: readonly boolean[] | Uint8Array): Float64Array {
  const scores = Float64Array.from(groups, Number);
  const other = scores.findIndex((score) => score !== 0 && score !== 1);
  if (other >= 0) {
    throw new RangeError(`${method}: needs true or false, 1 or 0, got ${groups[other]} at position ${other + 1}`);
  }
  const first = scores.reduce((sum, score) => sum + score, 0);
  if (first === 0 || first === scores.length) {
    throw new RangeError(
      `${method}: needs at least 1 subject in each group, got ${first} and ${scores.length - first}`,
    );
  }
  return scores;
}

function ranked(method: string, scores: Numbers): Float64Array {
  const { ranks } = midranks(numbers(method, scores));
  if (ranks.every((rank) => rank === ranks[0])) {
    throw new RangeError(`${method}: needs outcomes that differ, got ${scores.length} equal ones`);
  }
  return ranks;
}

function mostFrequent(scores: Float64Array): number {
  const sorted = Float64Array.from(scores).sort();
  let usual = sorted[0]!;
  let most = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start > most) {
      most = end - start;
      usual = sorted[start]!;
    }
    start = end;
  }
  return usual;
}
