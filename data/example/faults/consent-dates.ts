import { editRows } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const consentDates: Fault = {
  name: "consent-dates",
  meaning: "A sample of a second visit bears a date before the first",
  plant(files) {
    let done = false;
    editRows(files, "samples.csv", (cells) => {
      if (done || cells.visit !== "C1D15") return cells;
      done = true;
      return { ...cells, collected: "2010-12-31" };
    });
  },
};
