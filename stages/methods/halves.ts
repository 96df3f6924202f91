import { median } from "simple-statistics";

/** Which half each subject is in by their value. */
export type Half = "below" | "others";

/** The subjects that a log-rank test compares, with the half that each is in. */
export interface Halved {
  readonly halves: readonly Half[];
  readonly times: readonly number[];
  readonly events: readonly boolean[];
  /** From when on each was followed; undefined where all are from the start. */
  readonly entry: readonly number[] | undefined;
  /** The least value of the others. */
  readonly from: number;
}

/** Those below the median, whose dCt is above it, and the others; undefined where no value is below it. */
export function halvesOf(ranked: Float64Array): readonly Half[] | undefined {
  if (ranked.length === 0) return undefined;
  const middle = median(Array.from(ranked));
  const halves = Array.from(ranked, (value): Half => (value < middle ? "below" : "others"));
  return halves.includes("below") ? halves : undefined;
}
