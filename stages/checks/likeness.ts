import { normalLimit } from "../statistics/normal-limit.ts";
import { medianOf } from "./median.ts";
import type { Profiles } from "./profiles.ts";

/** How alike samples of one subject are in a study, and how alike those of two: on Fisher's scale, atanh of r. */
export interface Likeness {
  /** Of two profiles. */
  readonly of: (a: number, b: number) => number;
  /** Median over a sample's likenesses to the others of its subject; NaN where there is none. */
  readonly own: Float64Array;
  /** Below it a sample is not like its own subject. */
  readonly least: number;
  /** From it on a sample is like another subject. */
  readonly most: number;
  /** Whether a sample in the wrong place, of the usual likeness to its own and to others, would be seen. */
  readonly tells: boolean;
  /** The usual likeness within a subject, and between two. */
  readonly within: number;
  readonly between: number;
}

/** Pairs of different subjects from which the usual is learnt. */
const PAIRS = 20_000;

/**
 * `alarms`: how probable a false alarm may be in a study. A sample must be beyond both limits, so each takes the root of
 * its share; the upper one shares it out among all other samples too. Neither limit lies beyond half the way from one
 * usual to the other: a sample that a wrong one sits beside is not itself wrong. The usual is the median, its spread
 * 1.4826 times the median distance from it, so that a few samples in the wrong place do not move it.
 */
export function likeness(
  { samples, assays, values }: Profiles,
  bySubject: readonly (readonly number[])[],
  alarms: number,
): Likeness {
  const n = samples.length;
  const of = (a: number, b: number) => {
    let r = 0;
    for (let x = a * assays, y = b * assays; x < (a + 1) * assays; x++, y++) r += values[x]! * values[y]!;
    return Math.atanh(Math.max(-LIMIT, Math.min(LIMIT, r)));
  };
  const own = new Float64Array(n).fill(Number.NaN);
  const subjectOf = new Uint32Array(n);
  bySubject.forEach((subject, index) => {
    for (const a of subject) {
      subjectOf[a] = index;
      const others = subject.filter((b) => b !== a).map((b) => of(a, b));
      if (others.length > 0) own[a] = medianOf(others);
    }
  });
  const others: number[] = [];
  const step = Math.max(1, Math.ceil((n * (n - 1)) / 2 / PAIRS));
  for (let a = 0; a < n; a++)
    for (let b = a + 1 + (a % step); b < n; b += step) if (subjectOf[a] !== subjectOf[b]) others.push(of(a, b));
  const [inside, outside] = [usual(own.filter((value) => !Number.isNaN(value))), usual(others)];
  const each = Math.sqrt(alarms / n);
  const [within, between] = [inside.median, outside.median];
  const halfway = (within + between) / 2;
  const least = Math.min(halfway, within - normalLimit(each) * inside.spread);
  const most = Math.max(halfway, between + normalLimit(each / n) * outside.spread);
  return { of, own, least, most, tells: between < least && within > most, within, between };
}

/** Beyond it r is 1 but for rounding. */
const LIMIT = 1 - 1e-9;

function usual(values: Iterable<number>) {
  const all = [...values];
  const middle = medianOf(all);
  return { median: middle, spread: 1.4826 * medianOf(all.map((value) => Math.abs(value - middle))) };
}
