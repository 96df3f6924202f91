import { cellOf, check, limitsFor } from "./check.ts";
import { outliersOf, outlying } from "./outliers.ts";

/** From this Ct on, chance alone widens the spread: few copies. */
const EARLY = 28;

export const replicateSpread = check({
  name: "replicate-spread",
  meaning:
    "Standard deviation of replicates, against a limit that rises with Ct; where one well alone is to blame, outlying-replicate tells it",
  limits: {
    sd: {
      default: 0.3,
      unit: "cycles",
      bounds: [0, 10],
      meaning: "Greatest standard deviation of replicates at a Ct up to 28",
    },
    rise: {
      default: 0.05,
      unit: "cycles per cycle",
      bounds: [0, 1],
      meaning: "How much that limit rises for each cycle above 28",
    },
  },
  finding: { noun: "assay", text: "with replicates that disagree" },
  look(look, raise) {
    const { ct, sd } = look.replicates;
    const told = new Set(outliersOf(look, limitsFor(outlying, look.set)).map(({ cell }) => cell));
    for (let cell = 0; cell < sd.length; cell++) {
      const limit = look.limits.sd + look.limits.rise * Math.max(0, ct[cell]! - EARLY);
      if (!(sd[cell]! > limit) || told.has(cell)) continue;
      raise.other({
        level: "caution",
        scope: "assay",
        ...cellOf(look, cell),
        observed: sd[cell]!.toPrecision(4),
        limit: limit.toPrecision(4),
        unit: "cycles",
        reason: "the replicates disagree",
      });
    }
  },
});
