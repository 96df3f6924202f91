import { Cell, isNonDetect } from "../../data/replicates.ts";
import { check, named } from "./check.ts";

export const detectionRate = check({
  name: "detection-rate",
  meaning: "Fraction of a sample's assays that are detected: a sample with few has failed, or holds too little RNA",
  limits: {
    least: {
      default: 0.5,
      unit: "fraction",
      bounds: [0, 1],
      meaning: "Smallest fraction of the panel that is detected in a sample",
    },
  },
  finding: { noun: "sample", text: "with few detected assays" },
  look({ wells, replicates, limits }, raise) {
    wells.samples.forEach((sample, index) => {
      if (sample.subject === "") return;
      let seen = 0;
      let looked = 0;
      for (let assay = 0; assay < replicates.assays; assay++) {
        const state = replicates.state[index * replicates.assays + assay]!;
        if (state === Cell.measured) seen++;
        if (state === Cell.measured || isNonDetect(state)) looked++;
      }
      if (looked === 0 || seen / looked >= limits.least) return;
      raise.other({
        level: "caution",
        scope: "sample",
        ...named(sample),
        observed: (seen / looked).toPrecision(3),
        limit: String(limits.least),
        unit: "fraction of assays detected",
        reason: "few assays are detected: failed, or too little RNA",
      });
    });
  },
});
