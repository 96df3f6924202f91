import { MEASURED } from "../../data/well.ts";
import { check } from "./check.ts";

export const ctLimit = check({
  name: "ct-limit",
  meaning: "Ct at or above the limit (not detected) or the caution",
  look({ wells, set }, raise) {
    const caution = Math.min(set.ct_caution, set.ct_limit);
    const common = { observed: true, unit: "cycles" } as const;
    const late = {
      ...common,
      level: "note",
      limit: String(set.ct_caution),
      reason: "late: few copies, wide scatter",
    } as const;
    const beyond = {
      ...common,
      level: "caution",
      limit: String(set.ct_limit),
      reason: "at or above the Ct limit: counts as not detected",
    } as const;
    for (let row = 0; row < wells.length; row++) {
      const ct = wells.ct[row]!;
      if (wells.state[row] !== MEASURED || ct < caution) continue;
      raise.well(row, ct >= set.ct_limit ? beyond : late);
    }
  },
});
