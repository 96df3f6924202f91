import { Cell } from "../../data/replicates.ts";
import { listing } from "../../data/trouble.ts";
import type { Wells } from "../../data/well.ts";
import { check } from "./check.ts";

export const missingAssay = check({
  name: "missing-assay",
  meaning: "Assays of the panel that have no well in a sample",
  finding: { noun: "sample", text: "without wells of some assays" },
  look({ wells, replicates }, raise) {
    let ends: Ends | undefined;
    wells.samples.forEach((sample, index) => {
      if (sample.subject === "") return;
      const lacking = wells.panel.assays.filter(
        (_, assay) => replicates.state[index * replicates.assays + assay] === Cell.noWell,
      );
      if (lacking.length === 0 || lacking.length === replicates.assays) return;
      ends ??= endsOf(wells);
      const last = ends.ofSample[index]!;
      const card = wells.card[last]!;
      const cut = ends.ofCard[card] === last ? "; the card's table ends with it: was the export cut?" : "";
      raise.other({
        level: "caution",
        scope: "sample",
        card: wells.cards[card]!.card,
        sample: sample.sample,
        observed: String(replicates.assays - lacking.length),
        limit: String(replicates.assays),
        unit: "assays",
        reason: `no well of ${listing(lacking.map((assay) => assay.assay))}${cut}`,
        file: wells.file(last),
        line: wells.line[last]!,
      });
    });
  },
});

/** The row of the last well of each sample, and of each card. */
interface Ends {
  readonly ofSample: Int32Array;
  readonly ofCard: Int32Array;
}

/** Wells stand in the order of their cards and numbers, so that the last row seen is the last well. */
function endsOf(wells: Wells): Ends {
  const ofSample = new Int32Array(wells.samples.length).fill(-1);
  const ofCard = new Int32Array(wells.cards.length).fill(-1);
  for (let row = 0; row < wells.length; row++) {
    ofSample[wells.sample[row]!] = row;
    ofCard[wells.card[row]!] = row;
  }
  return { ofSample, ofCard };
}
