import { Is, type Readings } from "./nondetects.ts";
import type { Level } from "./statistics/level.ts";
import { mcnemarExact } from "./statistics/mcnemar-exact.ts";

/** Detected before against after, in the same subjects: of a gene that is seen too seldom to be tested as a quantity. */
export function detectionChanges(
  readings: Readings,
  pairs: readonly (readonly [before: number, after: number])[],
  assay: number,
  set: Level & { readonly min_pairs: number },
) {
  let came = 0;
  let went = 0;
  let looked = 0;
  for (const [before, after] of pairs) {
    const [one, two] = [readings.kind(before, assay), readings.kind(after, assay)];
    if (one === Is.absent || two === Is.absent) continue;
    looked++;
    if (one === Is.censored && two !== Is.censored) came++;
    if (one !== Is.censored && two === Is.censored) went++;
  }
  if (looked < set.min_pairs) {
    const none = { exact: undefined, estimate: undefined, low: undefined, high: undefined, statistic: undefined };
    const caveat = `${looked} pairs, fewer than ${set.min_pairs}`;
    return { method: "mcnemar-exact", n: looked, ...none, p: undefined, caveat };
  }
  const { exact, estimate, low, high, statistic, p } = mcnemarExact(came, went, set);
  const caveat = `of ${looked} pairs, detection came in ${came} and went in ${went}`;
  return { method: "mcnemar-exact", exact, n: looked, estimate, low, high, statistic, p, caveat };
}
