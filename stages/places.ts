import { Change, type Changes, cautious, changeAt, isBound } from "../data/change.ts";
import { type Moment, momentName } from "../data/contrast.ts";
import { tie } from "../data/ties.ts";
import type { Readings as Compared } from "./methods/method.ts";
import type { Moments } from "./moments.ts";
import { Is, type Readings } from "./nondetects.ts";

/** What is held against an outcome: expression at a moment, or its change in a contrast. */
export interface Place {
  readonly at: string;
  /** Quantity and unit of the values. */
  readonly unit: string;
  /** "3 h (20), 1 h (17)" where samples of different hours are pooled; blank where they agree. */
  readonly hours: string;
  /** One value a subject, in the order of the subjects, valid until the next call. */
  readonly collect: (assay: number, target: number) => Collected;
}

export interface Collected extends Compared {
  /** How many values there are. */
  readonly count: number;
  /** Fraction of the samples in which the gene was seen, of those in which it was looked for. */
  readonly rate: number;
  readonly bounds: number;
  /** 1: a figure draws the value as an open mark: a non-detect at its limit, or a bound. */
  readonly open: Uint8Array;
}

/** Every moment of the study, then every contrast. */
export function placesOf(all: readonly Moment[], moments: Moments, readings: Readings, changes: Changes): Place[] {
  const hoursAt = (moment: Moment) =>
    moments.pooledHours(
      moments.subjects.map((subject) => moments.find(subject, moment)).filter((sample) => sample >= 0),
    );
  return [
    ...all.map((moment) => ({
      at: momentName(moment),
      unit: "log2 expression (-dCt)",
      hours: hoursAt(moment),
      collect: atMoment(moments, readings, moment),
    })),
    ...changes.contrasts.map(({ name, to }, contrast) => ({
      at: name,
      unit: "log2 change",
      hours: hoursAt(to),
      collect: atContrast(changes, contrast),
    })),
  ];
}

function atMoment(moments: Moments, readings: Readings, moment: Moment): Place["collect"] {
  const values = new Float64Array(moments.subjects.length);
  const censored = new Uint8Array(values.length);
  const samples = Int32Array.from(moments.subjects, (subject) => moments.find(subject, moment));
  return (assay) => {
    let count = 0;
    let unseen = 0;
    for (let who = 0; who < samples.length; who++) {
      const sample = samples[who]!;
      const kind = sample < 0 ? Is.absent : readings.kind(sample, assay);
      values[who] = kind === Is.absent ? Number.NaN : tie(readings.value(sample, assay));
      censored[who] = kind === Is.censored ? 1 : 0;
      if (kind !== Is.absent) count++;
      if (kind === Is.censored) unseen++;
    }
    return { values, censored, open: censored, count, rate: count > 0 ? 1 - unseen / count : 0, bounds: 0 };
  };
}

/** A change that is only a bound enters at the value nearest 0 that it allows. */
function atContrast(changes: Changes, contrast: number): Place["collect"] {
  const values = new Float64Array(changes.subjects.length);
  const censored = new Uint8Array(values.length);
  const open = new Uint8Array(values.length);
  return (_, target) => {
    let count = 0;
    let bounds = 0;
    let neither = 0;
    for (let who = 0; who < values.length; who++) {
      const at = changeAt(changes, contrast, who, target);
      values[who] = tie(cautious(changes, at));
      open[who] = isBound(changes.state[at]!) ? 1 : 0;
      if (!Number.isNaN(values[who]!)) count++;
      else if (changes.state[at] === Change.notDetected) neither++;
      bounds += open[who]!;
    }
    // Two samples a change: of a bound one was seen, of what was detected in neither none.
    const looked = count + neither;
    return { values, censored, open, count, rate: looked > 0 ? (count - bounds / 2) / looked : 0, bounds };
  };
}
