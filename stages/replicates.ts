import { Cell, type Replicates } from "../data/replicates.ts";
import { MEASURED, UNDETERMINED, type Wells } from "../data/well.ts";

/** From the best that a cell can hold to the least; a better well decides the state of its cell. */
const better = [Cell.measured, Cell.aboveLimit, Cell.undetermined, Cell.noResult, Cell.excluded, Cell.noWell];
const rank = new Uint8Array(better.length);
better.forEach((state, at) => {
  rank[state] = at;
});

/**
 * Averages the usable wells of each assay in each sample, on the Ct scale. A well at or above `ctLimit` (cycles) is
 * averaged only where the assay has no well below it, and the state says so. Wells come in a fixed order, so the sums are the
 * same whatever the order of the files.
 */
export function average(wells: Wells, excluded: Uint8Array, ctLimit: number): Replicates {
  const samples = wells.samples.length;
  const assays = wells.panel.assays.length;
  const size = samples * assays;
  const state = new Uint8Array(size).fill(Cell.noWell);
  const counts = new Uint16Array(size);
  const unseen = new Uint16Array(size);
  const ct = new Float64Array(size);
  const cellOf = (row: number) => wells.sample[row]! * assays + wells.assay[row]!;
  for (let row = 0; row < wells.length; row++) {
    const cell = cellOf(row);
    const is = stateOf(wells, row, excluded, ctLimit);
    if (is === Cell.undetermined || is === Cell.aboveLimit) unseen[cell] = unseen[cell]! + 1;
    if (rank[is]! > rank[state[cell]!]!) continue;
    const same = is === state[cell];
    state[cell] = is;
    if (is !== Cell.measured && is !== Cell.aboveLimit) continue;
    counts[cell] = same ? counts[cell]! + 1 : 1;
    ct[cell] = (same ? ct[cell]! : 0) + wells.ct[row]!;
  }
  let replicated = false;
  for (let cell = 0; cell < size; cell++) {
    if (state[cell] === Cell.aboveLimit) unseen[cell] = unseen[cell]! - counts[cell]!;
    ct[cell] = counts[cell]! > 0 ? ct[cell]! / counts[cell]! : Number.NaN;
    if (counts[cell]! > 1) replicated = true;
  }
  const sd = new Float64Array(replicated ? size : 0).fill(Number.NaN);
  if (replicated) {
    for (let row = 0; row < wells.length; row++) {
      const cell = cellOf(row);
      if (counts[cell]! < 2 || stateOf(wells, row, excluded, ctLimit) !== state[cell]) continue;
      const off = wells.ct[row]! - ct[cell]!;
      sd[cell] = (Number.isNaN(sd[cell]!) ? 0 : sd[cell]!) + off * off;
    }
    for (let cell = 0; cell < size; cell++) sd[cell] = Math.sqrt(sd[cell]! / (counts[cell]! - 1));
  }
  return { samples, assays, state, wells: counts, unseen, ct, sd };
}

function stateOf(wells: Wells, row: number, excluded: Uint8Array, ctLimit: number): number {
  if (excluded[row] === 1) return Cell.excluded;
  if (wells.state[row] === MEASURED) return wells.ct[row]! >= ctLimit ? Cell.aboveLimit : Cell.measured;
  return wells.state[row] === UNDETERMINED ? Cell.undetermined : Cell.noResult;
}
