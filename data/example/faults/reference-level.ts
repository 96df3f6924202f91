import { cardsOf, editWells, later } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const referenceLevel: Fault = {
  name: "reference-level",
  meaning: "All Ct of a sample of the first card are 5 cycles late",
  plant(files) {
    editWells(files, cardsOf(files)[0]!, (cells) => (Number(cells.Well) <= 96 ? later(cells, 5) : cells));
  },
};
