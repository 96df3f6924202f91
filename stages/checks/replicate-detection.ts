import { Cell } from "../../data/replicates.ts";
import { cellOf, check } from "./check.ts";

export const replicateDetection = check({
  name: "replicate-detection",
  meaning: "Replicates of which some amplified and some did not",
  finding: { noun: "assay", text: "that amplified in some of its replicates only" },
  look(look, raise) {
    const { state, wells, unseen } = look.replicates;
    for (let cell = 0; cell < state.length; cell++) {
      if (state[cell] !== Cell.measured || unseen[cell] === 0) continue;
      raise.other({
        level: "caution",
        scope: "assay",
        ...cellOf(look, cell),
        observed: `${wells[cell]} of ${wells[cell]! + unseen[cell]!}`,
        limit: "all or none",
        unit: "wells detected",
        reason: "the mean is of the wells that amplified, which makes expression look higher",
      });
    }
  },
});
