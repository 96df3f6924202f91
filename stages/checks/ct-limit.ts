import { MEASURED } from "../../data/well.ts";
import { type Check, placeOf } from "./check.ts";

export const ctLimit: Check = {
  name: "ct-limit",
  meaning: "Ct at or above the limit (not detected) or the caution",
  look({ wells, set }, raise) {
    const caution = Math.min(set.ct_caution, set.ct_limit);
    for (let row = 0; row < wells.length; row++) {
      const ct = wells.ct[row]!;
      if (wells.state[row] !== MEASURED || ct < caution) continue;
      const above = ct >= set.ct_limit;
      raise({
        level: above ? "caution" : "note",
        scope: "well",
        ...placeOf(wells, row),
        observed: wells.asWritten(row),
        limit: String(above ? set.ct_limit : set.ct_caution),
        unit: "cycles",
        reason: above ? "at or above the Ct limit: counts as not detected" : "late: few copies, wide scatter",
      });
    }
  },
};
