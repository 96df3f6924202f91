import { cardsOf, editWells, referencesOf, undetermined } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const detectionRate: Fault = {
  name: "detection-rate",
  meaning: "Of a sample of the first card, two thirds of the targets are undetermined",
  plant(files) {
    const references = referencesOf(files);
    editWells(files, cardsOf(files)[0]!, (cells) =>
      Number(cells.Well) <= 96 && Number(cells.Well) % 3 > 0 && !references.includes(cells["Target Name"]!)
        ? undetermined(cells)
        : cells,
    );
  },
};
