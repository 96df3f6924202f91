import { check } from "./check.ts";

export const laboratory = check({
  name: "laboratory",
  meaning: "Left out by the laboratory: the rows of its table of exclusions",
  look({ exclusions }, raise) {
    for (const { scope, card, well, sample, assay, reason, person, date, file, line } of exclusions)
      raise.other({
        ...{ level: "exclude", scope, card, well, sample, assay, file, line },
        reason: `left out by the laboratory: ${reason} (${person}, ${date})`,
      });
  },
});
