import { alphaOf, type Level } from "./level.ts";
import { normalInterval } from "./normal-interval.ts";
import { placements } from "./placements.ts";

/** C with its standard error and its interval, which is undefined when the standard error is 0. */
export interface Concordance {
  readonly estimate: number;
  readonly se: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly n: number;
}

/**
 * The concordance of two groups, each in rising order: how probable is it that a value of `yes` is above one of `no`?
 *
 * Formula, Source: as `concordance`, which takes one list of outcomes.
 * Unit: probability.
 * Checked: through `concordance` -> test/reference/concordance.json
 * Cost: O(n).
 *
 * @example
 * groupConcordance(Float64Array.of(3, 5), Float64Array.of(1, 4)).estimate // 0.75
 */
export function groupConcordance(yes: Float64Array, no: Float64Array, options: Level = {}): Concordance {
  const alpha = alphaOf("concordance", options);
  const { wins, spreadA, spreadB } = placements(yes, no);
  const estimate = wins / (yes.length * no.length);
  const se = Math.sqrt(spreadA / yes.length ** 2 + spreadB / no.length ** 2);
  return { estimate, se, ...normalInterval(estimate, se, alpha), n: yes.length + no.length };
}
