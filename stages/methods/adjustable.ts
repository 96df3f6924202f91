import { listing } from "../../data/trouble.ts";
import { independent } from "../statistics/independent.ts";
import type { Gathered } from "./gather.ts";
import type { Covariates } from "./method.ts";

/** What an adjusted model is made of, or why it is not. */
export interface Adjustable {
  /** Places in what was gathered of the subjects whose covariates are all known. */
  readonly rows: readonly number[];
  readonly columns: readonly Float64Array[];
  readonly adjustedFor: string;
  readonly refused: string | undefined;
}

/** Subjects for each column of a model, below which nothing is adjusted. */
const SUBJECTS_A_COLUMN = 3;

export function adjustable({ names, columns }: Covariates, { who, values }: Gathered): Adjustable {
  const rows = who.flatMap((subject, row) => (columns.every((column) => !Number.isNaN(column[subject]!)) ? [row] : []));
  const taken = columns.map((column) => Float64Array.from(rows, (row) => column[who[row]!]!));
  // A word that none of these subjects has is no column of theirs.
  const kept = taken.filter((column) => column.some((value) => value !== column[0]));
  const all = [Float64Array.from(rows, (row) => values[row]!), ...kept];
  const few = rows.length < SUBJECTS_A_COLUMN * all.length;
  const refused = few
    ? `${rows.length} subjects with all covariates: too few for ${kept.length} columns`
    : independent(all).every((one) => one)
      ? undefined
      : `the covariates ${listing(names)} cannot be told apart from each other, or from the gene, in these subjects`;
  return { rows, columns: kept, adjustedFor: names.join(", "), refused };
}
