import { cardsOf, editWells } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const threshold: Fault = {
  name: "threshold",
  meaning: "The thresholds of all assays of the first card are four times as high",
  plant(files) {
    editWells(files, cardsOf(files)[0]!, (cells) => ({
      ...cells,
      "Ct Threshold": (4 * Number(cells["Ct Threshold"])).toFixed(3),
    }));
  },
};
