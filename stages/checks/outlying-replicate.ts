import { check } from "./check.ts";
import { outliersOf, outlying } from "./outliers.ts";

export const outlyingReplicate = check({
  ...outlying,
  meaning: "One of three or more replicates that lies far from the median of the others",
  finding: { noun: "well", text: "far from the other replicates" },
  look(look, raise) {
    for (const { row, median, most } of outliersOf(look, look.limits))
      raise.well(row, {
        level: "caution",
        observed: true,
        limit: `${median.toFixed(3)} +- ${most.toFixed(3)}`,
        unit: "cycles",
        reason: "lies far from its other replicates",
      });
  },
});
