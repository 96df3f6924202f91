import { plantControl } from "./control.ts";
import type { Fault } from "./fault.ts";

export const noRt: Fault = {
  name: "no-rt",
  meaning: "A control without reverse transcriptase was run, and an assay amplified in it as in the samples",
  plant(files) {
    plantControl(files, "NoRT", (cells) => (cells.Well === "40" ? cells.CT! : undefined));
  },
};
