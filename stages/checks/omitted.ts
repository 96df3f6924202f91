import { type Check, placeOf } from "./check.ts";

export const omitted: Check = {
  name: "omitted",
  meaning: "Wells left out in the instrument's software",
  look({ wells }, raise) {
    for (let row = 0; row < wells.length; row++) {
      if (wells.omitted[row] === 0) continue;
      raise({
        level: "exclude",
        scope: "well",
        ...placeOf(wells, row),
        observed: wells.asWritten(row),
        unit: "cycles",
        reason: "left out in the instrument's software",
      });
    }
  },
};
