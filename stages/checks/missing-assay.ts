import { Cell } from "../../data/replicates.ts";
import { listing } from "../../data/trouble.ts";
import type { Check } from "./check.ts";

export const missingAssay: Check = {
  name: "missing-assay",
  meaning: "Assays of the panel that have no well in a sample",
  look({ wells, replicates }, raise) {
    wells.samples.forEach((sample, index) => {
      if (sample.subject === "") return;
      const lacking = wells.panel.assays.filter(
        (_, assay) => replicates.state[index * replicates.assays + assay] === Cell.noWell,
      );
      if (lacking.length === 0 || lacking.length === replicates.assays) return;
      raise({
        level: "caution",
        scope: "sample",
        sample: sample.sample,
        observed: String(replicates.assays - lacking.length),
        limit: String(replicates.assays),
        unit: "assays",
        reason: `no well of ${listing(lacking.map((assay) => assay.assay))}`,
      });
    });
  },
};
