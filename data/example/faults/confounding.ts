import { editRows } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const confounding: Fault = {
  name: "confounding",
  meaning: "The RNA of each visit was reverse transcribed with a lot of its own",
  plant(files) {
    editRows(files, "samples.csv", (cells) => ({ ...cells, lot: cells.visit === "C1D1" ? "K1" : "K2" }));
  },
};
