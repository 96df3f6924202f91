import { highest } from "./highest.ts";
import type { Height, Maximum, Surface } from "./maximum.ts";
import { profile } from "./profile.ts";

/** Gauss and Legendre's five points on 0 to 1, and their weights. */
const POINTS = [
  0.5,
  0.5 - 0.2692346550528415,
  0.5 + 0.2692346550528415,
  0.5 - 0.453089922969332,
  0.5 + 0.453089922969332,
];
const WEIGHTS = [64 / 225, 0.23931433524968324, 0.23931433524968324, 0.11846344252809454, 0.11846344252809454];

/**
 * By how much does the log likelihood speak against a last coordinate of 0? Twice what it loses there, all others free: a
 * chi-square with 1 degree of freedom. Undefined where no maximum with it at 0 is found.
 *
 * Formula: 2 (maximum - profile(0)). Below 0.01 that is a small difference of large numbers; there it is twice the
 * integral of the slope along the straight line between the two points, by Gauss and Legendre's rule of five points,
 * which keeps all digits.
 * Source: Cox DR, Hinkley DV (1974) Theoretical Statistics, 9.3; Abramowitz M, Stegun IA (1964) Handbook of Mathematical
 * Functions, 25.4.30.
 * Cost: about 6 looks at the likelihood.
 */
export function likelihoodRatio<At extends Height>(surface: Surface<At>, peak: Maximum<At>): number | undefined {
  const ridge = profile(surface, peak, 0);
  if (ridge === undefined) return undefined;
  const without = highest(surface, ridge, peak.point.length - 1);
  const ratio = 2 * (peak.value - without.value);
  if (ratio >= 0.01) return ratio;
  const way = peak.point.map((value, j) => value - without.point[j]!);
  let half = 0;
  POINTS.forEach((part, i) => {
    const { score } = surface.at(without.point.map((value, j) => value + part * way[j]!));
    for (let j = 0; j < way.length; j++) half += WEIGHTS[i]! * score[j]! * way[j]!;
  });
  return Math.max(0, 2 * half);
}
