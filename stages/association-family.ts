import { Chance } from "../data/chance.ts";
import type { Values } from "../data/setting.ts";
import type { Associated, associationSettings } from "./association-columns.ts";
import { gather } from "./methods/gather.ts";
import type { Answers } from "./methods/method.ts";
import type { Place } from "./places.ts";
import { maxT } from "./statistics/max-t.ts";
import type { SubjectsByGenes } from "./statistics/rank-scores.ts";

/** Genes at places, in rows of subjects who have an answer. */
export interface Sheet {
  /** The subjects, as places in the order of comparisons. */
  readonly known: readonly number[];
  readonly values: SubjectsByGenes;
}

/**
 * What of some genes at some places is ranked against an outcome: non-detects below all, and equal. A column that `told`
 * leaves out is of no known value: it cannot be tested, and takes nothing from the others.
 */
export function sheet(
  answers: Answers,
  columns: readonly {
    readonly place: Place;
    readonly assay: number;
    readonly target: number;
    readonly told: boolean;
  }[],
): Sheet {
  const known = answers.words.flatMap((word, who) => (word === undefined ? [] : [who]));
  const row = new Map(known.map((who, at) => [who, at]));
  const values = new Float64Array(known.length * columns.length).fill(Number.NaN);
  columns.forEach(({ place, assay, target, told }, column) => {
    if (!told) return;
    const compared = answers.compares(place.when);
    const { who, ranked } = gather(place.collect(assay, target), (one) => row.has(one) && compared(one));
    who.forEach((one, i) => {
      values[row.get(one)! * columns.length + column] = ranked[i]!;
    });
  });
  return { known, values: { rows: known.length, columns: columns.length, values } };
}

/**
 * p corrected for a family by max-T, for each of its rows of the first method; undefined for a row that was not tested.
 * All rows of the family are dealt the same arrangements, so that how genes and places go together is kept.
 */
export function familywise(
  rows: readonly Associated[],
  answers: Answers,
  columnOf: (row: Associated) => { readonly place: Place; readonly assay: number; readonly target: number },
  set: Values<typeof associationSettings>,
): (number | undefined)[] {
  const { known, values } = sheet(
    answers,
    rows.map((row) => ({ ...columnOf(row), told: row.p !== undefined })),
  );
  const dealt = known.length < 2 ? undefined : answers.dealt(known);
  if (dealt === undefined || set.permutations === 0 || rows.every((row) => row.p === undefined))
    return rows.map(() => undefined);
  const chance = new Chance(set.seed, 0);
  const { genes } = maxT(values, dealt, { permutations: set.permutations, chance });
  return rows.map((row, i) => (row.p === undefined ? undefined : genes[i]!.adjusted));
}
