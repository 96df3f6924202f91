import { MEASURED } from "../../data/well.ts";
import { check } from "./check.ts";
import { controlsOf, usualCt } from "./controls.ts";

/** Assays with the role control are spiked in, and amplify without template. */
export const ntc = check({
  name: "ntc",
  meaning:
    "Amplification in a control without template: a sample without a subject, named NTC or no template, or with such a task",
  limits: {
    ct: {
      default: 38,
      unit: "cycles",
      bounds: [20, 60],
      meaning: "A Ct below it in a control without template is flagged",
    },
    cycles: {
      default: 7,
      unit: "cycles",
      bounds: [0, 40],
      meaning: "How much later than the median of the samples it must come up to be a note only (7 cycles: below 1 %)",
    },
  },
  finding: { noun: "well", text: "of a control without template with amplification" },
  look(look, raise) {
    const { wells, limits } = look;
    const controls = controlsOf(look);
    if (controls.size === 0) return;
    const usual = usualCt(look);
    for (let row = 0; row < wells.length; row++) {
      if (wells.state[row] !== MEASURED || !(wells.ct[row]! < limits.ct) || wells.omitted[row] === 1) continue;
      const assay = wells.assay[row]!;
      if (controls.get(wells.sample[row]!) !== "ntc" || wells.panel.assays[assay]!.role === "control") continue;
      const later = wells.ct[row]! - usual(assay);
      const than = Number.isNaN(later)
        ? "no sample has any"
        : `${Math.abs(later).toFixed(1)} cycles ${later < 0 ? "earlier" : "later"} than the samples' median`;
      raise.well(row, {
        level: later >= limits.cycles ? "note" : "caution",
        observed: true,
        limit: String(limits.ct),
        unit: "cycles",
        reason: `amplification without template (${than}): contamination, or a product of the primers`,
      });
    }
  },
});
