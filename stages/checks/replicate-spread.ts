import { type Check, cellOf } from "./check.ts";

/** From this Ct on, chance alone widens the spread: few copies. */
const EARLY = 28;

export const replicateSpread: Check = {
  name: "replicate-spread",
  meaning: "Standard deviation of replicates, against a limit that rises with Ct",
  look(look, raise) {
    const { ct, sd } = look.replicates;
    for (let cell = 0; cell < sd.length; cell++) {
      const limit = look.set.replicate_sd + look.set.replicate_sd_rise * Math.max(0, ct[cell]! - EARLY);
      if (!(sd[cell]! > limit)) continue;
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
};
