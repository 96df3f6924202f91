import { columns, type Row } from "../data/column.ts";
import { momentName } from "../data/contrast.ts";
import { Cell, isNonDetect, type Replicates } from "../data/replicates.ts";
import type { SummaryTable } from "../data/summary.ts";
import type { Wells } from "../data/well.ts";
import { type FlagPlaces, isGrave } from "./flag-places.ts";
import { referenceCt } from "./quality-references.ts";

/** Rows of the report's table. */
const MOST = 40;

const sampleTableColumns = columns({
  sample: { kind: "text", meaning: "Sample" },
  at: { kind: "text", meaning: "Visit and time" },
  card: { kind: "text", meaning: "Card, or cards" },
  wells: { kind: "count", meaning: "Wells of the sample" },
  left_out: { kind: "count", meaning: "Of these, left out of every mean" },
  detected: { kind: "count", meaning: "Assays that are detected" },
  detection_rate: {
    kind: "number",
    meaning: "Of the assays in which amplification was looked for, the fraction that is detected",
  },
  reference_ct: {
    kind: "number",
    meaning: "Mean Ct over the reference genes; blank where one of them has none",
    unit: "cycles",
  },
  cautions: { kind: "count", meaning: "Cautions on the sample and on its replicates" },
  checks: { kind: "text", meaning: "The checks that raised them" },
});

type SampleRow = Row<typeof sampleTableColumns>;

/** One row a sample, those with most cautions first. `samples`: those with wells and a subject. */
export function sampleTable(
  wells: Wells,
  excluded: Uint8Array,
  { assays, state, ...replicates }: Replicates,
  samples: readonly number[],
  places: FlagPlaces,
): SummaryTable {
  const wellsOf = new Uint32Array(wells.samples.length);
  const leftOut = new Uint32Array(wells.samples.length);
  for (let row = 0; row < wells.length; row++) {
    wellsOf[wells.sample[row]!]!++;
    leftOut[wells.sample[row]!]! += excluded[row]!;
  }
  const rows = samples.map((index): SampleRow => {
    const { sample, visit, time } = wells.samples[index]!;
    const own = state.subarray(index * assays, (index + 1) * assays);
    const detected = own.reduce((sum, each) => sum + (each === Cell.measured ? 1 : 0), 0);
    const looked = detected + own.reduce((sum, each) => sum + (isNonDetect(each) ? 1 : 0), 0);
    const level = referenceCt(wells, { assays, state, ...replicates }, index);
    const grave = [places.ofSample, places.ofReplicates]
      .flatMap((found) => found.get(index) ?? [])
      .filter(isGrave)
      .map(({ check }) => check);
    return {
      ...{ sample, at: momentName({ visit, time }) },
      card: [...(places.cardsOf.get(index) ?? [])].join(", "),
      ...{ wells: wellsOf[index], left_out: leftOut[index], detected },
      detection_rate: looked > 0 ? detected / looked : undefined,
      reference_ct: Number.isNaN(level) ? undefined : level,
      cautions: grave.length,
      checks: [...new Set(grave)].join(", ") || undefined,
    };
  });
  const worst = rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) => gravity(a.row, b.row) || a.at - b.at)
    .map(({ row }) => row);
  const which = worst.length > MOST ? `The ${MOST} worst of ${worst.length} samples` : "Every sample, the worst first";
  return {
    title: "Samples",
    caption: `${which}: by their cautions, then by what was left out, then by the share of assays that are detected. Controls are not among them.`,
    columns: sampleTableColumns,
    rows: worst.slice(0, MOST),
  };
}

function gravity(a: SampleRow, b: SampleRow): number {
  return (
    b.cautions! - a.cautions! || b.left_out! - a.left_out! || (a.detection_rate ?? 0) - (b.detection_rate ?? 0) || 0
  );
}
