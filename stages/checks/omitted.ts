import { check } from "./check.ts";

const said = {
  level: "exclude",
  observed: true,
  unit: "cycles",
  reason: "left out in the instrument's software",
} as const;

export const omitted = check({
  name: "omitted",
  meaning: "Wells left out in the instrument's software",
  look({ wells }, raise) {
    for (let row = 0; row < wells.length; row++) {
      if (wells.omitted[row] === 0) continue;
      raise.well(row, said);
    }
  },
});
