import { MEASURED } from "../../data/well.ts";
import { check } from "./check.ts";

export const ctLimit = check({
  name: "ct-limit",
  meaning: "Ct at or above the limit (not detected), the assay's own limit (ct_max of the panel), or the caution",
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
    const own = wells.panel.assays.map(({ ctMax }) => ctMax ?? Number.POSITIVE_INFINITY);
    const beyondOwn = own.map((limit) => ({
      ...common,
      level: "caution" as const,
      limit: String(limit),
      reason: "at or above the assay's own limit, ct_max of the panel: few copies, or another product",
    }));
    const first = own.reduce((least, limit) => Math.min(least, limit), caution);
    for (let row = 0; row < wells.length; row++) {
      const ct = wells.ct[row]!;
      if (wells.state[row] !== MEASURED || ct < first) continue;
      const assay = wells.assay[row]!;
      if (ct >= set.ct_limit) raise.well(row, beyond);
      else if (ct >= own[assay]!) raise.well(row, beyondOwn[assay]!);
      else if (ct >= caution) raise.well(row, late);
    }
  },
});
