import { Change, type Changes, cautious, changeAt, isBound } from "../data/change.ts";
import { type Moment, momentName } from "../data/contrast.ts";
import { dayOf } from "./methods/follow-up.ts";
import type { Readings as Compared, When } from "./methods/method.ts";
import type { Moments } from "./moments.ts";
import { Is, type Readings } from "./nondetects.ts";

/** What is held against an outcome: expression at a moment, or its change in a contrast. */
export interface Place {
  readonly at: string;
  /** Quantity and unit of the values. */
  readonly unit: string;
  /** "3 h (20), 1 h (17)" where samples of different hours are pooled; blank where they agree. */
  readonly hours: string;
  /** Whether it is a change, of which two samples are looked at. */
  readonly isChange: boolean;
  /** The sample of each subject (of a change the later one), as an index; -1 where there is none. */
  readonly samples: Int32Array;
  /** All samples that it looks at: of a change the earlier ones too. */
  readonly looked: readonly number[];
  readonly when: When;
  /** One value a subject, in the order of the subjects, valid until the next call. */
  readonly collect: (assay: number, target: number) => Collected;
}

export interface Collected extends Compared {
  /** How many values there are. */
  readonly count: number;
  /** Fraction of the samples in which the gene was seen, of those in which it was looked for. */
  readonly rate: number;
  readonly bounds: number;
  /** 1: a figure draws the value as an open mark: a non-detect, whatever it was taken for, or a bound. */
  readonly open: Uint8Array;
}

/** Every moment of the study, then every contrast. */
export function placesOf(all: readonly Moment[], moments: Moments, readings: Readings, changes: Changes): Place[] {
  const samplesAt = (moment: Moment) => Int32Array.from(moments.subjects, (subject) => moments.find(subject, moment));
  const first = all[0]?.visit;
  /** What is known of a place by its samples. */
  const sampled = (moment: Moment) => {
    const samples = samplesAt(moment);
    return {
      samples,
      hours: moments.pooledHours(Array.from(samples).filter((sample) => sample >= 0)),
      when: {
        later: moment.visit !== first,
        days: Float64Array.from(samples, (sample) => dayOf(moments.samples[sample]?.collected ?? "")),
      },
    };
  };
  return [
    ...all.map((moment): Place => {
      const known = sampled(moment);
      return {
        at: momentName(moment),
        unit: "log2 expression (-dCt)",
        isChange: false,
        ...known,
        looked: Array.from(known.samples),
        collect: atMoment(readings, known.samples),
      };
    }),
    ...changes.contrasts.map(({ name, from, to }, contrast): Place => {
      const known = sampled(to);
      return {
        at: name,
        unit: "log2 change",
        isChange: true,
        ...known,
        looked: [...samplesAt(from), ...known.samples],
        collect: atContrast(changes, contrast),
      };
    }),
  ];
}

function atMoment(readings: Readings, samples: Int32Array): Place["collect"] {
  const values = new Float64Array(samples.length);
  const censored = new Uint8Array(values.length);
  const open = new Uint8Array(values.length);
  return (assay) => {
    let count = 0;
    let unseen = 0;
    for (let who = 0; who < samples.length; who++) {
      const sample = samples[who]!;
      const kind = sample < 0 ? Is.absent : readings.kind(sample, assay);
      values[who] = kind === Is.absent ? Number.NaN : readings.value(sample, assay);
      censored[who] = kind === Is.censored ? 1 : 0;
      open[who] = kind === Is.censored || kind === Is.imputed ? 1 : 0;
      if (kind !== Is.absent) count++;
      if (kind === Is.censored) unseen++;
    }
    return { values, censored, open, count, rate: count > 0 ? 1 - unseen / count : 0, bounds: 0 };
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
      values[who] = cautious(changes, at);
      const bound = isBound(changes.state[at]!);
      open[who] = bound || changes.state[at] === Change.imputed ? 1 : 0;
      if (!Number.isNaN(values[who]!)) count++;
      else if (changes.state[at] === Change.notDetected) neither++;
      if (bound) bounds++;
    }
    // Two samples a change: of a bound one was seen, of what was detected in neither none.
    const looked = count + neither;
    return { values, censored, open, count, rate: looked > 0 ? (count - bounds / 2) / looked : 0, bounds };
  };
}
