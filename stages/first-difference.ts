import { cellsOf } from "../data/csv.ts";
import type { Difference } from "../data/verification.ts";

/**
 * Where the records of two tables first differ, the heads first; undefined where they hold the same cells, as when the last
 * line alone lacks its end. Reads no further than that.
 */
export function firstDifference(found: Iterator<string>, made: Iterator<string>): Difference | undefined {
  let heading: readonly string[] = [];
  for (let line = 1; ; ) {
    const [one, two] = [next(found), next(made)];
    if (one === undefined && two === undefined) return undefined;
    if (one !== two) return { line, ...within(one, two, heading) };
    if (line === 1) heading = cellsOf(one!);
    line += one!.split("\n").length;
  }
}

function next(records: Iterator<string>): string | undefined {
  const { done, value } = records.next();
  return done ? undefined : value;
}

/** The first cell that two rows do not have alike; the rows themselves, where one is not there or their quotes alone differ. */
function within(
  found: string | undefined,
  made: string | undefined,
  heading: readonly string[],
): Omit<Difference, "line"> {
  if (found === undefined || made === undefined) return { found, made };
  const [one, two] = [cellsOf(found), cellsOf(made)];
  const longer = one.length > two.length ? one : two;
  const at = longer.findIndex((_, at) => one[at] !== two[at]);
  return at < 0 ? { found, made } : { column: heading[at], found: one[at], made: two[at] };
}
