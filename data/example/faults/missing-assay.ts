import { cardsOf, editWells } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const missingAssay: Fault = {
  name: "missing-assay",
  meaning: "A well of the first card, the only one of its assay in its sample, is not in the export",
  plant(files) {
    editWells(files, cardsOf(files)[0]!, (cells) => (cells.Well === "40" ? undefined : cells));
  },
};
