import type { MadeWell } from "../formats/made-card.ts";
import type { Mutant } from "./mutant.ts";
import type { Taken } from "./taken.ts";

export type Verdict =
  | { readonly read: "equal" | "otherwise" }
  | { readonly refused: string }
  | { readonly fault: string };

/**
 * Holds what was taken from a mutant against what the whole export gives. `counted`: the format numbers its wells by their
 * order, so that a line less moves all that follow.
 */
export function judged(mutant: Mutant, got: Taken, whole: Taken, other: Taken, counted: boolean): Verdict {
  const [problem] = got.problems;
  if (problem) {
    const lost = got.problems.find(({ file, text }) => !file || text.length < 6);
    return lost
      ? { fault: `a problem without a place or a sentence: ${JSON.stringify(lost)}` }
      : { refused: problem.code };
  }
  const fault = faultOf(mutant.keeps, got, whole, other, counted);
  if (fault) return { fault };
  return {
    read: got.wells.length === whole.wells.length && strangers(got, whole, counted) === 0 ? "equal" : "otherwise",
  };
}

function faultOf(keeps: Mutant["keeps"], got: Taken, whole: Taken, other: Taken, counted: boolean): string | undefined {
  const [now, before] = [got.wells.length, whole.wells.length];
  if (keeps === "anything") return undefined;
  if (keeps === "both") {
    const all = { ...whole, wells: [...whole.wells, ...other.wells] };
    const isAll = now === all.wells.length && strangers(got, all, true) === 0;
    return isAll ? undefined : `${now} wells of two exports that have ${before} and ${other.wells.length}`;
  }
  const strange = strangers(got, whole, counted);
  const most = typeof keeps === "number" ? keeps : 0;
  if (strange > most) return `${strange} wells that the whole export does not have`;
  if (keeps === "all" && now !== before) return `${now} wells and not ${before}`;
  return undefined;
}

/** How many wells are not the whole's: by sample, assay, Ct, and the well's number or, where the plate is taken to be another, its position. */
function strangers(got: Taken, whole: Taken, counted: boolean): number {
  const numbered = new Map<string, number>();
  const placed = new Map<string, number>();
  for (const well of whole.wells) {
    add(numbered, keyOf(well, counted ? "" : well.well), 1);
    add(placed, keyOf(well, well.position), 1);
  }
  let strange = 0;
  for (const well of got.wells)
    if (!take(numbered, keyOf(well, counted ? "" : well.well)) && !take(placed, keyOf(well, well.position))) strange++;
  return strange;
}

function add(counts: Map<string, number>, key: string, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}

function take(counts: Map<string, number>, key: string): boolean {
  if ((counts.get(key) ?? 0) < 1) return false;
  add(counts, key, -1);
  return true;
}

function keyOf({ sample, assay, ct, omitted }: MadeWell, place: string | number): string {
  return JSON.stringify([sample, assay, ct, omitted, place]);
}
