import { Cell } from "../../data/replicates.ts";
import { check, named } from "./check.ts";

export const missingSample = check({
  name: "missing-sample",
  meaning: "Samples of the samples table that no export holds",
  finding: { noun: "listed sample", text: "in no export" },
  look({ wells, replicates }, raise) {
    wells.samples.forEach((sample, index) => {
      if (sample.subject === "") return;
      for (let assay = 0; assay < replicates.assays; assay++)
        if (replicates.state[index * replicates.assays + assay] !== Cell.noWell) return;
      raise.other({
        level: "caution",
        scope: "sample",
        ...named(sample),
        observed: "0",
        unit: "wells",
        reason: "listed in the samples table, but in no export",
      });
    });
  },
});
