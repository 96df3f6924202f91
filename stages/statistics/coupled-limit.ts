import type { Height, Maximum, Surface } from "./maximum.ts";

/**
 * Where does the way along a ridge reach the level that lies `drop` below the peak? As `profileLimit`, but all coordinates
 * move at once, the last to the level and the others to the ridge, so that each look at the likelihood is a step and not
 * a climb. It starts from a point on the ridge, and gives the point of the level and what is near it. Undefined where
 * that does not close in within 10 looks, leads behind the peak or farther than `within` from the start: then the way
 * leads by profiles.
 *
 * Where there is one hill at most, what is found is the limit. Where there are more it is that of the hill of the start, if
 * moves are short beside its width.
 *
 * Formula: Newton's method for profile(b) = peak - drop. With R the triangle of the curvature, r its last column above the
 * diagonal, R_oo' z = score of the others: from here the ridge is higher by z'z / 2, its slope along the last coordinate
 * is score_last - r'z, its curvature the square of the last diagonal. The last coordinate moves to where that parabola
 * meets the level, the others by R_oo^-1 (z - r move). When the last moves by less than 1e-8 standard errors and z is
 * below 1e-8, what is left after that move is at rounding.
 * Source: Venzon DJ, Moolgavkar SH (1988) A method for computing profile-likelihood-based confidence intervals. Appl.
 * Stat. 37:87-94.
 * Checked: through `logistic` and `firth` -> test/reference/logistic.json
 * Cost: about 5 looks at the likelihood from the peak, 3 from near the limit; each O(k^2) beside the look.
 */
export function coupledLimit(
  surface: Surface,
  peak: Maximum,
  drop: number,
  side: 1 | -1,
  from = peak,
  within = Number.POSITIVE_INFINITY,
): Maximum | undefined {
  const k = peak.point.length;
  const last = k - 1;
  const end = k * k - 1;
  const enough = 1e-8 / peak.triangle[end]!;
  const point = from.point.slice();
  const step = new Float64Array(k);
  let here: Height = from;
  for (let looks = 0; looks < 10; looks++) {
    const { triangle, score, value } = here;
    let [gain, slope] = [0, score[last]!];
    for (let j = 0; j < last; j++) {
      let [rest, column] = [score[j]!, 0];
      for (let i = 0; i < j; i++) {
        const entry = triangle[i * k + j]!;
        rest -= entry * step[i]!;
        column += entry * entry;
      }
      const pivot = triangle[j * k + j]!;
      if (!(pivot > 1e-12 * Math.sqrt(column))) return undefined;
      step[j] = rest / pivot;
      gain += step[j]! * step[j]!;
      slope -= triangle[j * k + last]! * step[j]!;
    }
    const above = drop - (peak.value - value) + gain / 2;
    const bend = triangle[end]! ** 2;
    const move = (2 * above) / (Math.sqrt(slope * slope + 2 * bend * above) - side * slope);
    point[last]! += side * move;
    if (!(side * (point[last]! - peak.point[last]!) > 0)) return undefined;
    if (Math.abs(point[last]! - from.point[last]!) > within) return undefined;
    for (let i = last - 1; i >= 0; i--) {
      let rest = step[i]! - triangle[i * k + last]! * side * move;
      for (let j = i + 1; j < last; j++) rest -= triangle[i * k + j]! * step[j]!;
      step[i] = rest / triangle[i * k + i]!;
      point[i]! += step[i]!;
    }
    if (Math.abs(move) <= enough && gain <= 1e-16) return { ...here, point };
    here = surface.at(point);
  }
  return undefined;
}
