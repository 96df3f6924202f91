import { cardsOf, editWells } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const missingSample: Fault = {
  name: "missing-sample",
  meaning: "The fourth sample of the first card is listed, and has no wells in its export",
  plant(files) {
    editWells(files, cardsOf(files)[0]!, (cells) => (Number(cells.Well) > 288 ? undefined : cells));
  },
};
