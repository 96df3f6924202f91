import { Cell, isNonDetect } from "../../data/replicates.ts";
import { type Check, named } from "./check.ts";

export const detectionRate: Check = {
  name: "detection-rate",
  meaning: "Fraction of a sample's assays that are detected: a sample with few has failed, or holds too little RNA",
  look({ wells, replicates, set }, raise) {
    wells.samples.forEach((sample, index) => {
      if (sample.subject === "") return;
      let seen = 0;
      let looked = 0;
      for (let assay = 0; assay < replicates.assays; assay++) {
        const state = replicates.state[index * replicates.assays + assay]!;
        if (state === Cell.measured) seen++;
        if (state === Cell.measured || isNonDetect(state)) looked++;
      }
      if (looked === 0 || seen / looked >= set.detection_rate) return;
      raise.other({
        level: "caution",
        scope: "sample",
        ...named(sample),
        observed: (seen / looked).toPrecision(3),
        limit: String(set.detection_rate),
        unit: "fraction of assays detected",
        reason: "few assays are detected: failed, or too little RNA",
      });
    });
  },
};
