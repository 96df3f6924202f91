import { MEASURED } from "../../data/well.ts";
import { check } from "./check.ts";

export const ctEarly = check({
  name: "ct-early",
  meaning: "Ct below what an assay can have: a baseline that ate the signal, a well too full, or an edited number",
  limits: {
    least: {
      default: 5,
      unit: "cycles",
      bounds: [0, 40],
      meaning: "Smallest Ct of an assay for which the panel gives no ct_min",
    },
  },
  finding: { noun: "well", text: "with a Ct earlier than its assay can have" },
  look({ wells, limits }, raise) {
    const said = wells.panel.assays.map(({ ctMin }) => ({
      level: "caution" as const,
      observed: true as const,
      limit: String(ctMin ?? limits.least),
      unit: "cycles",
      reason: "too early to be amplification: baseline, overfilled well, or an edited number",
    }));
    const least = Float64Array.from(wells.panel.assays, ({ ctMin }) => ctMin ?? limits.least);
    for (let row = 0; row < wells.length; row++) {
      if (wells.state[row] !== MEASURED || wells.ct[row]! >= least[wells.assay[row]!]!) continue;
      raise.well(row, said[wells.assay[row]!]!);
    }
  },
});
