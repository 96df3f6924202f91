import type { Flag } from "../data/flag.ts";
import type { Wells } from "../data/well.ts";

/** What wells are named by; whatever is not given may be any. */
export type WellPlace = Pick<Flag, "card" | "well" | "sample" | "assay">;

/** Finds the wells that are meant by the names of a card, well, sample and assay. */
export class WellPlaces {
  private byCard: ReadonlyMap<string, readonly number[]> | undefined;
  private bySample: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(private readonly wells: Wells) {}

  /** Rows of `wells`, in order. */
  rowsOf({ card, well, sample, assay }: WellPlace): number[] {
    const wells = this.wells;
    const meant = assay === undefined ? undefined : wells.panel.byText.get(assay);
    return this.candidates(card, sample).filter(
      (row) =>
        (card === undefined || wells.cards[wells.card[row]!]!.card === card) &&
        (well === undefined || wells.well[row] === well) &&
        (assay === undefined || wells.assay[row] === meant),
    );
  }

  private candidates(card: string | undefined, sample: string | undefined): readonly number[] {
    const wells = this.wells;
    if (sample !== undefined) {
      this.bySample ??= index(wells, (row) => wells.samples[wells.sample[row]!]!.sample);
      return this.bySample.get(sample) ?? [];
    }
    if (card !== undefined) {
      this.byCard ??= index(wells, (row) => wells.cards[wells.card[row]!]!.card);
      return this.byCard.get(card) ?? [];
    }
    return Array.from({ length: wells.length }, (_, row) => row);
  }
}

function index(wells: Wells, nameOf: (row: number) => string): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  for (let row = 0; row < wells.length; row++) {
    const name = nameOf(row);
    const found = rows.get(name);
    if (found) found.push(row);
    else rows.set(name, [row]);
  }
  return rows;
}
