import { normalTail } from "./normal-tail.ts";

/** The hazard and what it is more than z. */
export interface NormalHazard {
  readonly hazard: number;
  readonly excess: number;
}

/**
 * How fast does the normal tail fall: what part of the probability above z lies at z? The hazard, density / tail, which is
 * the inverse of Mills' ratio, and how much it is above z, which is as small as 1 / z and is not had by subtraction.
 *
 * Formula: exp(-z^2 / 2) / sqrt(2 pi) / `normalTail` below z = 5; from there the continued fraction
 * excess = 1 / (z + 2 / (z + 3 / (z + ...))), of 60 parts.
 * Unit: by standard deviation.
 * Source: Abramowitz M, Stegun IA (1964) Handbook of Mathematical Functions, 26.2.14.
 * Checked: R `dnorm / pnorm(lower.tail = FALSE)` and the fraction -> test/reference/normal-hazard.json
 * Cost: O(1); 60 divisions above 5.
 *
 * @example
 * normalHazard(0).hazard // 0.7978845608028654
 * normalHazard(1e10).excess // 1e-10
 */
export function normalHazard(z: number): NormalHazard {
  if (z < 5) {
    const hazard = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / normalTail(z);
    return { hazard, excess: hazard - z };
  }
  let rest = z;
  for (let part = 60; part >= 2; part--) rest = z + part / rest;
  return { hazard: z + 1 / rest, excess: 1 / rest };
}
