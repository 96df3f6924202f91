import type { Wells } from "../data/well.ts";

/**
 * How a card is laid out, by counting: "96 assays x 4 samples", with the replicates where every sample has as many wells of
 * every assay. `from` to `to`, without it, are the rows of the card.
 */
export function layoutOf(wells: Wells, _card: number, from: number, to: number): string {
  const cells = new Map<string, number>();
  for (let row = from; row < to; row++) {
    const cell = `${wells.sample[row]} ${wells.assay[row]}`;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  const samples = new Set(wells.sample.subarray(from, to)).size;
  const assays = new Set(wells.assay.subarray(from, to)).size;
  const [replicates = 0] = cells.values();
  const even = cells.size === samples * assays && [...cells.values()].every((count) => count === replicates);
  const words = `${assays} assays x ${samples} samples`;
  return even ? `${words}${replicates > 1 ? ` x ${replicates} replicates` : ""}` : `irregular: ${words}`;
}
