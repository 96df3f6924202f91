import type { Wells } from "../data/well.ts";

/** Wells that one port of a card fills: two rows of 24. */
const PORT = 48;

/** Columns of a card, and its wells. */
const COLUMNS = 24;
const CARD = 384;

/**
 * How a card is laid out, from the names of its samples and assays and the wells that hold them: "96 x 4" (assays x samples),
 * "24 x 8 x 2" (and replicates), with the ports that fill each sample where the card has ports; or "irregular" and why. What
 * the file is called does not matter. `from` up to `to`, without it, are the card's rows; the numbers of samples and assays may
 * be any that tell them apart.
 */
export function layoutOf(wells: Wells, card: number, from: number, to: number): string {
  if (from >= to) return "no wells";
  /** By sample and assay. */
  const counts = new Map<number, Map<number, number>>();
  const places = new Map<number, number[]>();
  const assays = new Set<number>();
  for (let row = from; row < to; row++) {
    const sample = wells.sample[row]!;
    const assay = wells.assay[row]!;
    if (!counts.has(sample)) counts.set(sample, new Map());
    if (!places.has(sample)) places.set(sample, []);
    counts.get(sample)!.set(assay, (counts.get(sample)!.get(assay) ?? 0) + 1);
    places.get(sample)!.push(wells.well[row]!);
    assays.add(assay);
  }
  const filled = new Set(wells.well.subarray(from, to)).size;
  const words = `irregular: ${told(filled, "well")}, ${told(counts.size, "sample")}, ${told(assays.size, "assay")}`;
  const owns = [...counts.values()];
  const lacking = owns.reduce((sum, own) => sum + assays.size - own.size, 0);
  if (lacking > 0) return `${words}; ${lacking} of ${counts.size * assays.size} pairs of sample and assay have no well`;
  const usual = [...assays].map((assay) => owns[0]!.get(assay)!);
  const unlike = [...assays].filter((assay, at) => owns.some((own) => own.get(assay) !== usual[at]));
  if (unlike.length > 0)
    return `${words}; ${told(unlike.length, "assay")} with more wells in one sample than in another`;
  const least = Math.min(...usual);
  const more = usual.filter((count) => count > least).length;
  const shape =
    more > 0
      ? `${(to - from) / counts.size} x ${counts.size}; ${more} of ${assays.size} assays in more wells than ${least}`
      : `${assays.size} x ${counts.size}${least > 1 ? ` x ${least}` : ""}`;
  const shared = to - from > filled ? `; ${told(to - from, "result")} in ${told(filled, "well")}` : "";
  const hasPorts = wells.cards[card]!.columns === COLUMNS && filled === CARD && counts.size > 1;
  return `${shape}${shared}${hasPorts ? portsOf([...places.values()]) : ""}`;
}

/** Which ports fill the samples, in the order of the card, where each has whole ports of its own. */
function portsOf(places: readonly (readonly number[])[]): string {
  const ports = places.map((wells) => [...new Set(wells.map((well) => Math.ceil(well / PORT)))].sort((a, b) => a - b));
  if (ports.flat().length !== CARD / PORT) return "; samples that share ports";
  const spans = ports.map((own) => (own.at(-1)! - own[0]! + 1 === own.length ? spanOf(own) : own.join("+")));
  return `; ports ${spans.sort(byFirst).join(", ")}`;
}

function spanOf(ports: readonly number[]): string {
  return ports.length === 1 ? String(ports[0]) : `${ports[0]}-${ports.at(-1)}`;
}

function byFirst(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10);
}

function told(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? "" : "s"}`;
}
