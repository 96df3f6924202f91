import { cardsOf, editWells } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const blankCt: Fault = {
  name: "blank-ct",
  meaning: "The Ct cell of a well of the first card is blank",
  plant(files) {
    editWells(files, cardsOf(files)[0]!, (cells) =>
      cells.Well === "40" ? { ...cells, CT: "", "Ct Mean": "" } : cells,
    );
  },
};
