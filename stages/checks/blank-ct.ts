import { NO_RESULT } from "../../data/well.ts";
import { check } from "./check.ts";

const said = { level: "caution", reason: "the Ct cell is blank; the well is not used" } as const;

export const blankCt = check({
  name: "blank-ct",
  meaning: "Wells whose Ct cell is blank: neither a number nor undetermined",
  finding: { noun: "well", text: "with a blank Ct" },
  look({ wells }, raise) {
    for (let row = 0; row < wells.length; row++) {
      if (wells.state[row] !== NO_RESULT) continue;
      raise.well(row, said);
    }
  },
});
