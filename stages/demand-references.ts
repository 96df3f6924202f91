import { Troubles } from "../data/trouble.ts";
import type { Wells } from "../data/well.ts";

/** @throws {Trouble} when a card with the panel's assays has no well of a reference gene: its dCt would be another's. */
export function demandReferences(wells: Wells): void {
  const troubles = new Troubles();
  const { assays, references } = wells.panel;
  const seen = new Uint8Array(wells.cards.length * assays.length);
  const analysed = new Uint8Array(wells.cards.length);
  for (let row = 0; row < wells.length; row++) {
    seen[wells.card[row]! * assays.length + wells.assay[row]!] = 1;
    if (wells.samples[wells.sample[row]!]!.subject !== "") analysed[wells.card[row]!] = 1;
  }
  wells.cards.forEach(({ card, file }, index) => {
    if (analysed[index] === 0) return;
    const lacking = references.filter((assay) => seen[index * assays.length + assay] === 0);
    if (lacking.length === 0) return;
    const names = lacking.map((assay) => `${assays[assay]!.gene} (${assays[assay]!.assay})`).join(", ");
    troubles.add({
      code: "reference-missing",
      file,
      text: `the card "${card}" has no well of the reference gene ${names}.`,
    });
  });
  troubles.stop();
}
