import { cardsOf, editWells, undetermined } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const missingReference: Fault = {
  name: "missing-reference",
  meaning: "A reference gene is undetermined in a sample of the first card",
  plant(files) {
    editWells(files, cardsOf(files)[0]!, (cells) =>
      Number(cells.Well) <= 96 && cells["Target Name"]!.startsWith("TBP") ? undetermined(cells) : cells,
    );
  },
};
