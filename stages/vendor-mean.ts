import { MEASURED, UNDETERMINED, type Wells } from "../data/well.ts";

/** The Ct that vendors put into their mean for a well without amplification. */
const VENDORS_UNDETERMINED = 40;

/** How far, in cycles, a well's Ct is from the vendor's own mean of it; 0 where it has no result, NaN where there is no mean. */
export function fromVendorMean(wells: Wells, row: number): number {
  const mean = wells.vendorMean[row]!;
  const state = wells.state[row]!;
  if (state === MEASURED) return Math.abs(wells.ct[row]! - mean);
  return state === UNDETERMINED ? Math.abs(VENDORS_UNDETERMINED - mean) : Number.isNaN(mean) ? mean : 0;
}
