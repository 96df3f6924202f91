import { normalHazard } from "./normal-hazard.ts";
import { normalTail } from "./normal-tail.ts";

/**
 * What is the logarithm of the probability of a standard normal value above z? Where the tail itself is 0 to a computer
 * (above z = 38) it is a number still.
 *
 * Formula: log(1 - tail(-z)) up to 0, log of `normalTail` up to 5, and from there the log density less the log hazard.
 * Unit: natural logarithm.
 * Source: as `normalHazard`.
 * Checked: R `pnorm(lower.tail = FALSE, log.p = TRUE)` -> test/reference/normal-hazard.json
 * Cost: O(1).
 *
 * @example
 * logNormalTail(0) // -0.6931471805599453
 * logNormalTail(100) // -5005.5242086942055
 * logNormalTail(-10) // -7.619853024160526e-24
 */
export function logNormalTail(z: number): number {
  if (z <= 0) return Math.log1p(-normalTail(-z));
  if (z < 5) return Math.log(normalTail(z));
  return (-z * z) / 2 - Math.log(2 * Math.PI) / 2 - Math.log(normalHazard(z).hazard);
}
