import { columns } from "../data/column.ts";
import { Cell, isNonDetect, type Replicates } from "../data/replicates.ts";
import type { SummaryTable } from "../data/summary.ts";
import { NO_RESULT, type Wells } from "../data/well.ts";
import type { Excluded } from "./exclusions.ts";
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

/** Why wells are in no mean that nobody left out. */
const unused = [
  { check: "blank-ct", scope: "well", reason: "the Ct cell is blank" },
  {
    check: "replicate-detection",
    scope: "well",
    reason: "not detected, beside a replicate of the same assay that was",
  },
] as const;

/** The wells that are in no mean, by reason, and what that does to the values; undefined where all wells are used. */
export function exclusionTable(
  wells: Wells,
  excluded: Uint8Array,
  exclusions: readonly Excluded[],
  { assays, state }: Replicates,
  limit: number,
): SummaryTable | undefined {
  const reasons = [...exclusions, ...unused];
  const counts = reasons.map(() => 0);
  const samples = reasons.map(() => new Set<number>());
  const fewer = reasons.map(() => new Set<number>());
  const missing = reasons.map(() => new Set<number>());
  const count = (row: number, why: number) => {
    const cell = wells.sample[row]! * assays + wells.assay[row]!;
    counts[why]!++;
    samples[why]!.add(wells.sample[row]!);
    const left = state[cell] === Cell.measured || isNonDetect(state[cell]!);
    (left ? fewer : missing)[why]!.add(cell);
  };
  for (const [why, { rows }] of exclusions.entries()) for (const row of rows) count(row, why);
  for (let row = 0; row < wells.length; row++) {
    if (excluded[row] === 1) continue;
    const cell = wells.sample[row]! * assays + wells.assay[row]!;
    if (wells.state[row] === NO_RESULT) count(row, exclusions.length);
    else if (state[cell] === Cell.measured && !(wells.ct[row]! < limit)) count(row, exclusions.length + 1);
  }
  if (counts.every((count) => count === 0)) return undefined;
  const sizes = (sets: readonly ReadonlySet<number>[]) => new Set(sets.flatMap((set) => [...set])).size;
  return {
    title: "What was left out",
    caption: `Wells that are in no mean. Their effect: ${counted(sizes(fewer), "value")} of an assay in a sample ${sizes(fewer) === 1 ? "rests" : "rest"} on fewer replicates, ${counted(sizes(missing), "value")} ${sizes(missing) === 1 ? "is" : "are"} missing. A value that lost wells for several reasons is counted under each.`,
    columns: exclusionColumns,
    rows: reasons
      .map(({ check, reason, scope }, why) => ({
        ...{ check, reason, scope },
        wells: counts[why]!,
        samples: samples[why]!.size,
        fewer_wells: fewer[why]!.size,
        missing_values: missing[why]!.size,
      }))
      .filter((row) => row.wells > 0),
  };
}
