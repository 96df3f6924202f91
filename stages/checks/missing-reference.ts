import { Cell, cellStates } from "../../data/replicates.ts";
import { check, named } from "./check.ts";

export const missingReference = check({
  name: "missing-reference",
  meaning: "Reference genes without a Ct in a sample",
  finding: { noun: "reference gene", text: "without a Ct in a sample" },
  look({ wells, replicates }, raise) {
    wells.samples.forEach((sample, index) => {
      const from = index * replicates.assays;
      const own = replicates.state.subarray(from, from + replicates.assays);
      // Of a sample that was left out as a whole there is nothing to say.
      if (sample.subject === "" || own.every((state) => state === Cell.noWell || state === Cell.excluded)) return;
      for (const assay of wells.panel.references) {
        const state = replicates.state[index * replicates.assays + assay]!;
        if (state === Cell.measured) continue;
        raise.other({
          level: "caution",
          scope: "assay",
          ...named(sample),
          assay: wells.panel.assays[assay]!.assay,
          observed: cellStates[state]!,
          limit: "measured",
          reason: "a reference gene has no Ct: what becomes of the sample, expression.missing_reference decides",
        });
      }
    });
  },
});
