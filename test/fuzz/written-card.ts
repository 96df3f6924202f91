import type { Chance } from "../../data/chance.ts";
import type { MadeCard, MadeWell, Writer } from "../formats/made-card.ts";

/** A small card by chance, as far as the writer's format can carry it: each sample has the same assays. */
export function writtenCard({ write, lacks }: Writer, chance: Chance): Uint8Array {
  const some = (least: number, most: number) => chance.shuffled(words).slice(0, least + chance.below(most - least + 1));
  const assays = some(2, 8);
  const wells = some(1, 4).flatMap((sample, block) =>
    assays.map((assay, at): MadeWell => {
      const omitted = chance.below(8) === 0;
      return {
        well: 96 * block + at + 1,
        sample,
        assay,
        task: at === 0 ? "reference" : "target",
        ct: ctBy(chance),
        omitted,
      };
    }),
  );
  const carried = wells.filter(({ ct }) => !(lacks as readonly string[]).includes(ct));
  const card: MadeCard = {
    card: `card ${chance.below(1000)}`,
    wells: carried.length > 0 ? carried : [{ ...wells[0]!, ct: "21.5" }],
  };
  return write(card);
}

const words = [
  "S1",
  "fp 3 day 3 v",
  "007",
  "10^6",
  "1E5",
  "SEPT2",
  "Ferré",
  "=1+1",
  "a,b",
  "18S",
  "hsa-let-7a#_002307",
];

function ctBy(chance: Chance): string {
  const odd = chance.below(10);
  return odd === 0 ? "undetermined" : odd === 1 ? "blank" : chance.between(10, 45).toFixed(3);
}
