import { cardsOf, editWells } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const ctLimit: Fault = {
  name: "ct-limit",
  meaning: "A Ct of the first card is 40.5, beyond the last cycle that counts",
  plant(files) {
    editWells(files, cardsOf(files)[0]!, (cells) =>
      cells.Well === "40" ? { ...cells, CT: "40.500", "Ct Mean": "40.500" } : cells,
    );
  },
};
