import type { Chance } from "../../data/chance.ts";

/** A made study: genes of subjects that nothing is planted in, and outcomes that have nothing to do with them. */
export interface MadeStudy {
  /** Genes by subjects: log2 expression before, and its change. */
  readonly levels: readonly Float64Array[];
  readonly changes: readonly Float64Array[];
  readonly yes: readonly boolean[];
  /** 0 to 4, as many depths of a response. */
  readonly depth: Float64Array;
  readonly age: Float64Array;
  /** Words in no order. */
  readonly karyotype: readonly number[];
  readonly times: Float64Array;
  readonly events: readonly boolean[];
}

const SUBJECTS = 30;
/** Responders: as in the trial, about two of three. */
const YES = 20;
export const GENES = 30;

/** Genes go together as those of one sample do: half of their variance is the sample's. */
export function madeStudy(chance: Chance): MadeStudy {
  const matrix = () => {
    const shared = Float64Array.from({ length: SUBJECTS }, () => chance.normal());
    return Array.from({ length: GENES }, () =>
      Float64Array.from(shared, (own) => Math.SQRT1_2 * own + Math.SQRT1_2 * chance.normal()),
    );
  };
  const followed = Array.from({ length: SUBJECTS }, () => {
    const [time, end] = [-Math.log(1 - chance.uniform()), -2 * Math.log(1 - chance.uniform())];
    return { time: Math.min(time, end), event: time <= end };
  });
  return {
    levels: matrix(),
    changes: matrix(),
    yes: chance.shuffled(Array.from({ length: SUBJECTS }, (_, i) => i < YES)),
    depth: Float64Array.from({ length: SUBJECTS }, () => chance.below(5)),
    age: Float64Array.from({ length: SUBJECTS }, () => 55 + 12 * chance.normal()),
    karyotype: Array.from({ length: SUBJECTS }, () => chance.below(3)),
    times: Float64Array.from(followed, ({ time }) => time),
    events: followed.map(({ event }) => event),
  };
}
