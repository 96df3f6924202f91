import { columns } from "../data/column.ts";
import { Cell, isNonDetect, type Replicates } from "../data/replicates.ts";
import type { SummaryTable } from "../data/summary.ts";
import { NO_RESULT, type Wells } from "../data/well.ts";
import { counted } from "./wording.ts";

const exclusionColumns = columns({
  check: { kind: "text", meaning: "The check that tells of them one by one in quality.csv" },
  reason: { kind: "text", meaning: "Why they are in no mean" },
  scope: { kind: "text", meaning: "What is left out" },
  wells: { kind: "count", meaning: "Wells left out" },
  samples: { kind: "count", meaning: "Samples that they belong to" },
  fewer_wells: { kind: "count", meaning: "Values (an assay in a sample) that rest on fewer wells for it" },
  missing_values: { kind: "count", meaning: "Values that are missing for it: no usable well is left" },
});

const reasons = [
  { check: "omitted", reason: "left out in the instrument's software" },
  { check: "blank-ct", reason: "the Ct cell is blank" },
  { check: "replicate-detection", reason: "not detected, beside a replicate of the same assay that was" },
] as const;

/** The wells that are in no mean, by reason, and what that does to the values; undefined where all wells are used. */
export function exclusionTable(
  wells: Wells,
  excluded: Uint8Array,
  { assays, state }: Replicates,
  limit: number,
): SummaryTable | undefined {
  const counts = reasons.map(() => 0);
  const samples = reasons.map(() => new Set<number>());
  const fewer = reasons.map(() => new Set<number>());
  const missing = reasons.map(() => new Set<number>());
  for (let row = 0; row < wells.length; row++) {
    const cell = wells.sample[row]! * assays + wells.assay[row]!;
    const why =
      excluded[row] === 1
        ? 0
        : wells.state[row] === NO_RESULT
          ? 1
          : state[cell] === Cell.measured && !(wells.ct[row]! < limit)
            ? 2
            : -1;
    if (why < 0) continue;
    counts[why]!++;
    samples[why]!.add(wells.sample[row]!);
    const left = state[cell] === Cell.measured || isNonDetect(state[cell]!);
    (left ? fewer : missing)[why]!.add(cell);
  }
  if (counts.every((count) => count === 0)) return undefined;
  const sizes = (sets: readonly ReadonlySet<number>[]) => new Set(sets.flatMap((set) => [...set])).size;
  return {
    title: "What was left out",
    caption: `Wells that are in no mean. Their effect: ${counted(sizes(fewer), "value")} of an assay in a sample ${sizes(fewer) === 1 ? "rests" : "rest"} on fewer replicates, ${counted(sizes(missing), "value")} ${sizes(missing) === 1 ? "is" : "are"} missing. A value that lost wells for several reasons is counted under each.`,
    columns: exclusionColumns,
    rows: reasons
      .map((each, why) => ({
        ...each,
        scope: "well",
        wells: counts[why]!,
        samples: samples[why]!.size,
        fewer_wells: fewer[why]!.size,
        missing_values: missing[why]!.size,
      }))
      .filter((row) => row.wells > 0),
  };
}
