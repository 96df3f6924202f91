import type { Outcome } from "../data/outcome.ts";
import type { AssociationRow } from "./association-columns.ts";
import { leastDetectable } from "./statistics/least-detectable.ts";
import { leastDetectableOrder } from "./statistics/least-detectable-order.ts";

/** The level that a family shares out among its tests. */
const LEVEL = 0.05;

/**
 * The smallest C that each row of a family could have found with this power, were the family's level shared out evenly
 * among its tests. What is the same for many rows is computed once.
 */
export function detectables(
  kind: Outcome["kind"],
  rows: readonly AssociationRow[],
  power: number,
): (number | undefined)[] {
  const alpha = LEVEL / Math.max(1, rows.filter((row) => row.p !== undefined).length);
  const known = new Map<string, number | undefined>();
  return rows.map(({ p, n, n_1, n_0 }) => {
    if (p === undefined) return undefined;
    const key = `${n} ${n_1} ${n_0}`;
    if (!known.has(key)) known.set(key, least(kind, { n: n!, n1: n_1, n0: n_0 }, alpha, power));
    return known.get(key);
  });
}

function least(
  kind: Outcome["kind"],
  { n, n1, n0 }: { readonly n: number; readonly n1: number | undefined; readonly n0: number | undefined },
  alpha: number,
  power: number,
): number | undefined {
  if (kind === "categories") return undefined;
  if (kind === "binary") return leastDetectable(n1!, n0!, alpha, power);
  // Of a time to an event the events count; subjects without it add to them, so that this errs on the safe side.
  const counted = kind === "time-to-event" ? n1! : n;
  return counted < 2 ? undefined : leastDetectableOrder(counted, alpha, power);
}
