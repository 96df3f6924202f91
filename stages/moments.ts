import type { Moment } from "../data/contrast.ts";
import type { Sample } from "../data/sample.ts";

/** Finds the sample of a subject at a moment: by id and name, never by position. */
export class Moments {
  /** Subjects that have a sample, in order of their id. */
  readonly subjects: readonly string[];
  /** By visit, time and subject. */
  private readonly index = new Map<string, Map<string, Map<string, number>>>();

  /** `used`: indices of the samples that count. */
  constructor(
    readonly samples: readonly Sample[],
    used: readonly number[],
  ) {
    const subjects = new Set<string>();
    for (const index of used) {
      const sample = samples[index]!;
      subjects.add(sample.subject);
      inner(inner(this.index, sample.visit), sample.time).set(sample.subject, index);
    }
    this.subjects = [...subjects].sort();
  }

  /** Index of the sample; -1 where the subject has none at that moment. */
  find(subject: string, moment: Moment): number {
    return this.index.get(moment.visit)?.get(moment.time)?.get(subject) ?? -1;
  }

  /** "3 h (20), 1 h (17)" where samples of one nominal time were taken at different hours; blank where all agree. */
  pooledHours(samples: readonly number[]): string {
    const counts = new Map<number, number>();
    for (const index of samples) {
      const hours = this.samples[index]!.hours;
      if (hours !== undefined) counts.set(hours, (counts.get(hours) ?? 0) + 1);
    }
    if (counts.size < 2) return "";
    return [...counts]
      .sort(([a], [b]) => a - b)
      .map(([hours, count]) => `${hours} h (${count})`)
      .join(", ");
  }
}

function inner<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const found = map.get(key) ?? new Map<string, V>();
  map.set(key, found);
  return found;
}
