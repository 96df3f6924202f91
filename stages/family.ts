import { groups } from "../data/groups.ts";
import { benjaminiHochberg } from "./statistics/benjamini-hochberg.ts";

/** Up to this q a test is a finding. */
export const FDR = 0.05;

export interface Tested {
  readonly method: string;
  readonly p: number | undefined;
}

export interface Corrected {
  readonly q: number | undefined;
  /** What q corrects for, with the number of tests that have a p. */
  readonly family: string;
}

/**
 * Benjamini-Hochberg q within each family of tests of one method. A row without p is in no family: it was not tested.
 * `familyOf` names the family of a row; the family is fixed by the settings, never by the results.
 */
export function correct<T extends Tested>(rows: readonly T[], familyOf: (row: T) => string): (T & Corrected)[] {
  const tested = [...rows.keys()].filter((index) => rows[index]!.p !== undefined);
  const families = groups(tested, (index) => `${rows[index]!.method}, ${familyOf(rows[index]!)}`);
  const corrected: (T & Corrected)[] = rows.map((row) => ({ ...row, q: undefined, family: "" }));
  for (const [name, members] of families) {
    const q = benjaminiHochberg(members.map((index) => rows[index]!.p!));
    members.forEach((index, at) => {
      corrected[index] = { ...corrected[index]!, q: q[at], family: `${name}: ${members.length} tests` };
    });
  }
  return corrected;
}
