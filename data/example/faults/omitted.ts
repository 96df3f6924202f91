import { cardsOf, editWells } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const omitted: Fault = {
  name: "omitted",
  meaning: "A well of the first card is left out in the instrument's software",
  plant(files) {
    editWells(files, cardsOf(files)[0]!, (cells) => (cells.Well === "40" ? { ...cells, Omit: "true" } : cells));
  },
};
