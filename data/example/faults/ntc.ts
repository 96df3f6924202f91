import { plantControl } from "./control.ts";
import type { Fault } from "./fault.ts";

export const ntc: Fault = {
  name: "ntc",
  meaning: "A control without template was run, and an assay amplified in it",
  plant(files) {
    plantControl(files, "NTC", (cells) => (cells.Well === "40" ? "30.000" : undefined));
  },
};
