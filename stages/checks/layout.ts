import { check, named } from "./check.ts";
import { Majority } from "./majority.ts";

/** A well that holds several assays is told by the first of them in the panel's order. */
export const layout = check({
  name: "layout",
  meaning:
    "Wells of a card that hold another assay than on most cards, and samples that have more or fewer wells of an assay than most: a card turned, shifted or labelled otherwise, or wells that are missing",
  finding: { noun: "layout", text: "of a card or a sample unlike the others" },
  look({ wells, replicates }, raise) {
    const first = (row: number) =>
      row === 0 || wells.well[row] !== wells.well[row - 1] || wells.card[row] !== wells.card[row - 1];
    const places = new Majority();
    for (let row = 0; row < wells.length; row++) if (first(row)) places.take(wells.well[row]!, wells.assay[row]!);
    for (let row = 0; row < wells.length; row++) if (first(row)) places.count(wells.well[row]!, wells.assay[row]!);
    const other = new Map<number, number>();
    for (let row = 0; row < wells.length; row++) {
      const usual = first(row) ? places.of(wells.well[row]!) : undefined;
      if (usual === undefined || usual === wells.assay[row]) continue;
      other.set(wells.card[row]!, (other.get(wells.card[row]!) ?? 0) + 1);
    }
    for (const [card, many] of other)
      raise.other({
        level: "caution",
        scope: "card",
        card: wells.cards[card]!.card,
        observed: String(many),
        limit: "0",
        unit: "wells",
        reason: "hold another assay than on most cards: turned, shifted, labelled otherwise, or another kind of card",
        file: wells.cards[card]!.file,
      });

    const { assays } = replicates;
    const counts = new Uint16Array(wells.samples.length * assays);
    for (let row = 0; row < wells.length; row++) counts[wells.sample[row]! * assays + wells.assay[row]!]!++;
    const numbers = new Majority();
    const each = (see: (cell: number, assay: number, sample: number) => void) =>
      wells.samples.forEach(({ subject }, sample) => {
        if (subject === "") return;
        for (let assay = 0; assay < assays; assay++) {
          const cell = sample * assays + assay;
          if (counts[cell]! > 0) see(cell, assay, sample);
        }
      });
    each((cell, assay) => numbers.take(assay, counts[cell]!));
    each((cell, assay) => numbers.count(assay, counts[cell]!));
    const unequal = new Map<number, number[]>();
    each((cell, assay, sample) => {
      const usual = numbers.of(assay);
      if (usual === undefined || usual === counts[cell]) return;
      unequal.set(sample, [...(unequal.get(sample) ?? []), assay]);
    });
    for (const [sample, own] of unequal)
      raise.other({
        level: "caution",
        scope: "sample",
        ...named(wells.samples[sample]!),
        observed: own
          .slice(0, 6)
          .map((assay) => counts[sample * assays + assay]!)
          .join(", "),
        limit: own
          .slice(0, 6)
          .map((assay) => numbers.of(assay)!)
          .join(", "),
        unit: "wells",
        reason: `of ${own.length} assays (${own
          .slice(0, 6)
          .map((assay) => wells.panel.assays[assay]!.assay)
          .join(", ")}${own.length > 6 ? ", ..." : ""}) it has another number of wells than most samples`,
      });
  },
});
