import { cardsOf, editWells } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const ctEarly: Fault = {
  name: "ct-early",
  meaning: "A Ct of the first card is 2.1, before anything can have amplified",
  plant(files) {
    editWells(files, cardsOf(files)[0]!, (cells) =>
      cells.Well === "40" ? { ...cells, CT: "2.100", "Ct Mean": "2.100" } : cells,
    );
  },
};
