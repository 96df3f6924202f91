import { MEASURED } from "../../data/well.ts";
import { check } from "./check.ts";
import { controlsOf, seesDna, usualCt } from "./controls.ts";

export const noRt = check({
  name: "no-rt",
  meaning:
    "Amplification in a control without reverse transcriptase (a sample without a subject, named no RT, NRT or RT-): genomic DNA",
  limits: {
    cycles: {
      default: 5,
      unit: "cycles",
      bounds: [0, 40],
      meaning: "How much later than the median of the samples it must come up at least (5 cycles: 3 %)",
    },
  },
  finding: { noun: "well", text: "of a control without reverse transcriptase with amplification: genomic DNA" },
  look(look, raise) {
    const { wells, limits } = look;
    const controls = controlsOf(look);
    if (controls.size === 0) return;
    const usual = usualCt(look);
    for (let row = 0; row < wells.length; row++) {
      if (controls.get(wells.sample[row]!) !== "no-rt" || wells.state[row] !== MEASURED || wells.omitted[row] === 1)
        continue;
      const assay = wells.assay[row]!;
      const least = usual(assay) + limits.cycles;
      if (!(wells.ct[row]! < least) || wells.panel.assays[assay]!.role === "control") continue;
      const prone = seesDna(wells.panel.assays[assay]!.assay) ? ", which this assay detects by its design" : "";
      raise.well(row, {
        level: "caution",
        observed: true,
        limit: least.toPrecision(5),
        unit: "cycles",
        reason: `amplification without reverse transcriptase: genomic DNA${prone}`,
      });
    }
  },
});
