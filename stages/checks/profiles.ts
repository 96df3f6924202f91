import { momentName } from "../../data/contrast.ts";
import { groups } from "../../data/groups.ts";
import { Cell, type Replicates } from "../../data/replicates.ts";
import type { Wells } from "../../data/well.ts";
import { medianOf } from "./median.ts";

/** What sets samples apart, so that they can be held against each other. */
export interface Profiles {
  /** Indices in `wells.samples` of those that have a profile. */
  readonly samples: readonly number[];
  /** How many assays a profile has. */
  readonly assays: number;
  /** Profile after profile, each of length 1: the correlation of two is the sum of their products. */
  readonly values: Float64Array;
}

/** Fewest samples at a visit and time, whose mean is taken from each of them. */
const FEWEST = 5;
/** Share of these samples in which an assay must be measured, and of the assays that a sample must have measured. */
const MEASURED = 0.9;
const OF_SAMPLE = 0.75;
/** Least share of an assay's variance that lies between subjects. */
const OF_SUBJECTS = 0.3;
/** Standard deviations beyond which one well says no more. */
const MOST = 3;
/** Most subjects from whom the spread of an assay is learnt. */
const SUBJECTS = 250;

/**
 * The Ct of each sample less its own mean, so that the amount of RNA says nothing, and less the mean of its visit and
 * time for each assay, so that what the dose does to everyone says nothing. Of the assays those are kept that differ
 * between subjects more than chance within them would let them, each in units of its spread within subjects.
 */
export function profiles({ samples, panel }: Wells, replicates: Replicates): Profiles {
  const cell = (sample: number, assay: number) => sample * replicates.assays + assay;
  const measured = (sample: number, assay: number) => replicates.state[cell(sample, assay)] === Cell.measured;
  const own = samples.flatMap(({ subject }, index) => {
    if (subject === "") return [];
    const seen = panel.assays.reduce((sum, _, assay) => sum + (measured(index, assay) ? 1 : 0), 0);
    return 2 * seen > panel.assays.length ? [index] : [];
  });
  const moments = [...groups(own, (index) => momentName(samples[index]!)).values()].filter(
    (group) => group.length >= FEWEST,
  );
  const held = moments.flat();
  const seen = new Uint32Array(panel.assays.length);
  for (const sample of held)
    for (let assay = 0; assay < seen.length; assay++) if (measured(sample, assay)) seen[assay]!++;
  const common = panel.assays.flatMap(({ role }, assay) =>
    role !== "control" && seen[assay]! >= MEASURED * held.length ? [assay] : [],
  );
  const rows = moments.flatMap((group) =>
    centred(group, common, (sample, assay) =>
      measured(sample, assay) ? replicates.ct[cell(sample, assay)]! : Number.NaN,
    ),
  );
  const bySubject = [...groups([...held.keys()], (at) => samples[held[at]!]!.subject).values()];
  const learnt = bySubject.filter((_, at) => at % Math.ceil(bySubject.length / SUBJECTS) === 0);
  const weights = common.map((_, at) => weight(rows, learnt, at));
  const kept = weights.flatMap((weight, at) => (weight > 0 ? [at] : []));
  const enough = held.flatMap((_, at) =>
    kept.length > 0 && kept.filter((assay) => !Number.isNaN(rows[at]![assay]!)).length >= OF_SAMPLE * kept.length
      ? [at]
      : [],
  );
  const values = new Float64Array(enough.length * kept.length);
  enough.forEach((from, to) => {
    const first = to * kept.length;
    let squares = 0;
    for (let at = 0; at < kept.length; at++) {
      const value = rows[from]![kept[at]!]!;
      const scaled = Number.isNaN(value) ? 0 : value * weights[kept[at]!]!;
      values[first + at] = scaled;
      squares += scaled * scaled;
    }
    const length = Math.sqrt(squares) || 1;
    for (let at = first; at < first + kept.length; at++) values[at]! /= length;
  });
  return { samples: enough.map((at) => held[at]!), assays: kept.length, values };
}

/** What is left of each sample of a moment without its own mean and the moment's mean of each assay. */
function centred(
  group: readonly number[],
  assays: readonly number[],
  ct: (sample: number, assay: number) => number,
): Float64Array[] {
  const rows = group.map((sample) => {
    const row = new Float64Array(assays.length);
    for (let at = 0; at < row.length; at++) row[at] = ct(sample, assays[at]!);
    return row;
  });
  // Where a value is missing the two means depend on each other: twice settles it.
  for (let round = 0; round < 2; round++) {
    const [sums, counts] = [new Float64Array(assays.length), new Float64Array(assays.length)];
    for (const row of rows)
      for (let at = 0; at < row.length; at++) {
        if (Number.isNaN(row[at]!)) continue;
        sums[at]! += row[at]!;
        counts[at]!++;
      }
    for (const row of rows) for (let at = 0; at < row.length; at++) row[at]! -= sums[at]! / counts[at]!;
    for (const row of rows) {
      const mean = meanOf(row);
      for (let at = 0; at < row.length; at++) row[at]! -= mean;
    }
  }
  return rows;
}

/**
 * 1 over an assay's spread within subjects, clipping what is far out; 0 where subjects do not differ by it. The spread is
 * by the median, for by the mean two exchanged samples would keep the assays by which they do not differ.
 */
function weight(rows: readonly Float64Array[], bySubject: readonly (readonly number[])[], assay: number): number {
  let [n, total] = [0, 0];
  for (const row of rows) {
    const value = row[assay]!;
    if (Number.isNaN(value)) continue;
    n++;
    total += value * value;
  }
  const most = MOST * Math.sqrt(total / n);
  for (const row of rows) row[assay] = Math.max(-most, Math.min(most, row[assay]!));
  const apart: number[] = [];
  for (const subject of bySubject) {
    const values: number[] = [];
    for (const at of subject) {
      const value = rows[at]![assay]!;
      if (!Number.isNaN(value)) values.push(value);
    }
    if (values.length < 2) continue;
    const mean = meanOf(values);
    const free = Math.sqrt(values.length / (values.length - 1));
    for (const value of values) apart.push(Math.abs(value - mean) * free);
  }
  if (apart.length === 0) return 0;
  const within = 1.4826 * medianOf(apart);
  return within > 0 && 1 - within ** 2 / (total / n) >= OF_SUBJECTS ? 1 / within : 0;
}

function meanOf(values: ArrayLike<number>): number {
  let [n, sum] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at]!)) continue;
    n++;
    sum += values[at]!;
  }
  return sum / n;
}
