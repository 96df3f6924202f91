import type { ResultColumn } from "../../data/cdisc-codes.ts";

/** How often a count per uL is in one of the unit; CDISC's spellings and those of laboratories. */
const counts: Readonly<Record<string, number>> = {
  "/uL": 1,
  "/mm3": 1,
  "10^6/L": 1,
  "10*6/L": 1,
  "10^3/uL": 1000,
  "10*3/uL": 1000,
  "10^3/mm3": 1000,
  "10^9/L": 1000,
  "10*9/L": 1000,
  "GI/L": 1000,
};

/**
 * A result as a text in the unit of its column: counts per uL, all else in %. undefined where the unit is another one, or
 * none is given: 1.5 neutrophils may be per uL or in thousands, and no number tells which.
 *
 * Fifteen digits are kept, so that 1.001 thousand is 1001, and not 1000.9999999999999.
 */
export function inUnitOf(column: ResultColumn, value: number, unit: string): string | undefined {
  if (column !== "anc" && column !== "platelets") return unit === "%" ? String(value) : undefined;
  const factor = Object.hasOwn(counts, unit) ? counts[unit]! : undefined;
  return factor === undefined ? undefined : String(Number((value * factor).toPrecision(15)));
}
