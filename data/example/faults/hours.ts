import { editRows } from "./edit.ts";
import type { Fault } from "./fault.ts";

export const hours: Fault = {
  name: "hours",
  meaning: "A sample from before the dose is listed an hour after it",
  plant(files) {
    let done = false;
    editRows(files, "samples.csv", (cells) => {
      if (done) return cells;
      done = true;
      return { ...cells, hours: "1" };
    });
  },
};
