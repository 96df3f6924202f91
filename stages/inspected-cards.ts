import type { InspectedCard, InspectedThresholds } from "../data/inspection.ts";
import { Automatic, automaticThreshold } from "../data/thresholds.ts";
import type { Wells } from "../data/well.ts";
import { absentWells } from "./absent-wells.ts";
import { layoutOf } from "./layout.ts";

/** Every card that has wells, which must stand in the order of their cards. */
export function inspectedCards(wells: Wells): InspectedCard[] {
  return cardRows(wells).map(({ from, to }) => {
    const index = wells.card[from]!;
    const { card, part, instrument, software, run, columns } = wells.cards[index]!;
    const { positions, vacant, absent } = absentWells(wells, from, to, columns);
    return {
      ...{ card, part, instrument, software, run, positions, vacant, absent },
      wells: to - from,
      samples: new Set(wells.sample.subarray(from, to)).size,
      assays: new Set(wells.assay.subarray(from, to)).size,
      layout: layoutOf(wells, index, from, to),
      thresholds: thresholdsOf(wells, from, to),
    };
  });
}

/** First row of each card, and the row after its last: a card may be split over files or sheets. */
export function cardRows(wells: Wells): { readonly from: number; readonly to: number }[] {
  const rows: { from: number; to: number }[] = [];
  const name = (row: number) => wells.cards[wells.card[row]!]!.card;
  for (let row = 0; row < wells.length; row++) {
    if (row === 0 || name(row) !== name(row - 1)) rows.push({ from: row, to: row });
    rows.at(-1)!.to = row + 1;
  }
  return rows;
}

function thresholdsOf(wells: Wells, from: number, to: number): InspectedThresholds | undefined {
  const { thresholds } = wells;
  const seen = new Set<number>();
  const values: number[] = [];
  const ways = [0, 0, 0];
  for (let row = from; row < to; row++) {
    const [card, assay] = [wells.card[row]!, wells.assay[row]!];
    if (seen.has(assay)) continue;
    seen.add(assay);
    const value = thresholds.of(card, assay);
    if (!Number.isNaN(value)) values.push(value);
    ways[automaticThreshold(thresholds.said(card, assay))]!++;
  }
  const [unsaid, manual, automatic] = [ways[Automatic.unsaid]!, ways[Automatic.no]!, ways[Automatic.yes]!];
  if (values.length === 0 && unsaid === seen.size) return undefined;
  const told = values.sort((a, b) => a - b).map((value) => Number(value.toPrecision(6)));
  return { low: told[0], high: told.at(-1), automatic, manual, unsaid };
}
