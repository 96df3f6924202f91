import { cardsOf, editWells } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const amplification: Fault = {
  name: "amplification",
  meaning: "A well of the first card has a poor curve and a doubtful Ct by both of the instrument's scores",
  plant(files) {
    const poor = { CT: "27.123", "Ct Mean": "27.123", "Amp Score": "0.700", "Cq Conf": "0.450" };
    editWells(files, cardsOf(files)[0]!, (cells) => (cells.Well === "40" ? { ...cells, ...poor } : cells));
  },
};
