import { fromVendorMean } from "../vendor-mean.ts";
import { check } from "./check.ts";

/** Told only of wells without replicates: what a vendor leaves out of a mean of several is not written. */
export const vendorMean = check({
  name: "vendor-mean",
  meaning: "Ct against the vendor's own mean Ct of the same well: a difference means that the file was edited",
  limits: {
    difference: {
      default: 0.005,
      unit: "cycles",
      bounds: [0, 1],
      meaning: "Greatest difference between the Ct of a well without replicates and the vendor's own mean of it",
    },
  },
  finding: {
    noun: "well",
    text: "with another Ct than the vendor's own mean of it: the file was edited after analysis",
    level: "warning",
  },
  look({ wells, replicates, limits }, raise) {
    const wellsOf = new Uint16Array(replicates.state.length);
    for (let row = 0; row < wells.length; row++) wellsOf[wells.sample[row]! * replicates.assays + wells.assay[row]!]!++;
    for (let row = 0; row < wells.length; row++) {
      const mean = wells.vendorMean[row]!;
      if (
        Number.isNaN(mean) ||
        wells.omitted[row] === 1 ||
        wellsOf[wells.sample[row]! * replicates.assays + wells.assay[row]!] !== 1
      )
        continue;
      if (fromVendorMean(wells, row) <= limits.difference) continue;
      raise.well(row, {
        level: "caution",
        observed: true,
        limit: String(Number(mean.toPrecision(7))),
        unit: "cycles",
        reason: "is not the vendor's own mean of this one well: the file was edited after it was analysed",
      });
    }
  },
});
