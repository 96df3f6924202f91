import { Cell } from "../../data/replicates.ts";
import { settings, type Values } from "../../data/setting.ts";
import type { Look } from "./check.ts";
import { medianOf, spreadOf } from "./median.ts";

/** Fewer replicates than this do not tell which of them is the odd one. */
const LEAST = 3;

/** From this Ct on, chance alone widens the spread: few copies. */
const EARLY = 28;

/** A well that lies far from its replicates. */
interface Outlier {
  readonly cell: number;
  readonly row: number;
  /** Of its fellows, and how far from it the well may be. */
  readonly median: number;
  readonly most: number;
}

/** The check that tells of them, whose limits are those of replicate-spread too, which is silent where one well is to blame. */
export const outlying = {
  name: "outlying-replicate",
  limits: settings({
    cycles: {
      default: 1,
      unit: "cycles",
      bounds: [0, 20],
      meaning: "How far from the median of its fellows a replicate may be at a Ct up to 28, however well these agree",
    },
    rise: {
      default: 0.1,
      unit: "cycles per cycle",
      bounds: [0, 2],
      meaning: "How much that rises for each cycle above 28",
    },
    spreads: {
      default: 5,
      unit: "spreads",
      bounds: [0, 100],
      meaning: "How far it may be, in spreads of its fellows (1.4826 times their median absolute deviation)",
    },
  }),
};

/** The farthest well of each assay in a sample, where it is too far. */
export function outliersOf(
  { wells, replicates }: Pick<Look, "wells" | "replicates">,
  limits: Values<typeof outlying.limits>,
): Outlier[] {
  if (!replicates.wells.some((count) => count >= LEAST)) return [];
  const rows = new Map<number, number[]>();
  for (let row = 0; row < wells.length; row++) {
    const cell = wells.sample[row]! * replicates.assays + wells.assay[row]!;
    if (replicates.wells[cell]! < LEAST || replicates.state[cell] !== Cell.measured) continue;
    if (wells.omitted[row] === 1 || Number.isNaN(wells.ct[row]!)) continue;
    const found = rows.get(cell);
    if (found) found.push(row);
    else rows.set(cell, [row]);
  }
  return [...rows].flatMap(([cell, own]) => {
    const far = own.flatMap((row) => {
      const others = own.filter((other) => other !== row).map((other) => wells.ct[other]!);
      const median = medianOf(others);
      const most = Math.max(
        limits.cycles + limits.rise * Math.max(0, median - EARLY),
        limits.spreads * spreadOf(others),
      );
      const off = Math.abs(wells.ct[row]! - median);
      return off > most ? [{ cell, row, median, most, off }] : [];
    });
    return far.sort((a, b) => b.off - a.off).slice(0, 1);
  });
}
