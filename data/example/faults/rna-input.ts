import { cardsOf, editWells, later, referencesOf } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const rnaInput: Fault = {
  name: "rna-input",
  meaning: "All targets of a sample of the first card are 3 cycles late, and its reference genes are not",
  plant(files) {
    const references = referencesOf(files);
    editWells(files, cardsOf(files)[0]!, (cells) =>
      Number(cells.Well) <= 96 && !references.includes(cells["Target Name"]!) ? later(cells, 3) : cells,
    );
  },
};
