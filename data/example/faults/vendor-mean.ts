import { cardsOf, editWells } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const vendorMean: Fault = {
  name: "vendor-mean",
  meaning: "A Ct of the first card was changed by hand, and the vendor's mean of it was not",
  plant(files) {
    editWells(files, cardsOf(files)[0]!, (cells) =>
      cells.Well === "40" ? { ...cells, CT: "26.543", "Ct Mean": "27.123" } : cells,
    );
  },
};
