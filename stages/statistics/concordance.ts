import { type Concordance, groupConcordance } from "./group-concordance.ts";
import type { Level } from "./level.ts";
import { type Numbers, numbers } from "./numbers.ts";

/**
 * How probable is it that the value orders a yes and a no as the outcome does, the yes above the no? Ties count half.
 * For a binary outcome this C is the area under the ROC curve; its standard error is by the infinitesimal jackknife, as
 * for all kinds of outcome, and so a little below DeLong's.
 *
 * Formula: var = sum over yes of (placement - C)^2 / m^2 + the same over no / n^2; interval C -+ z se within 0 and 1.
 * Unit: probability; 0.5 is none. n counts all subjects.
 * Source: Therneau TM, Watson DA (2017) The concordance statistic and the Cox model. Mayo Clinic Technical Report 85.
 * Checked: R `survival::concordance(y ~ x)` -> test/reference/concordance.json
 * Cost: O(n log n): one sort a group.
 *
 * @example
 * concordance([true, false, true, false], [5, 1, 3, 4]).estimate // 0.75
 * concordance([true, false, true, false], [5, 1, 3, 4]).se // 0.25
 * @throws {RangeError} when a value is not finite, the lengths differ, or all outcomes are the same
 */
export function concordance(outcome: readonly boolean[], values: Numbers, options: Level = {}): Concordance {
  const checked = numbers("concordance", values);
  const n = checked.length;
  if (outcome.length !== n) {
    throw new RangeError(`concordance: needs one outcome for each value, got ${outcome.length} for ${n}`);
  }
  const yes = checked.filter((_, i) => outcome[i]).sort();
  const no = checked.filter((_, i) => !outcome[i]).sort();
  if (yes.length < 1 || no.length < 1) {
    throw new RangeError(`concordance: needs at least 1 yes and 1 no, got ${yes.length} and ${no.length}`);
  }
  return groupConcordance(yes, no, options);
}
