import { coupledLimit } from "./coupled-limit.ts";
import { highest } from "./highest.ts";
import type { Height, Maximum, Surface } from "./maximum.ts";
import { profile } from "./profile.ts";

/**
 * How far does the last coordinate go, up (side 1) or down (side -1), before the highest log likelihood that it leaves has
 * fallen by `drop`? The confidence limit that a likelihood-ratio test does not contradict. Undefined where it never falls
 * so far, or where the way there is lost in rounding.
 *
 * Formula: the root of profile(b) = maximum - drop. Each move goes where a parabola with the profile's value, slope and
 * curvature (the square of the last diagonal of R) meets the level; between the values known to be inside and outside,
 * or it is replaced by their mean. When a move is below 1e-8 standard errors the next is at rounding; there it is looked
 * whether another hill is higher, and if not, the search ends.
 *
 * The short way there is `coupledLimit`: at once from the peak where there is one hill at most. Where there may be more, from
 * the top of the ridge at the limit that a parabola would have, if it lies within 1 standard error of that and no other hill
 * is near it; 40,000 limits of Firth's regression with one column, from gross outliers to separated, were those that
 * the moves by profiles find.
 * Source: Venzon DJ, Moolgavkar SH (1988) A method for computing profile-likelihood-based confidence intervals. Appl.
 * Stat. 37:87-94.
 * Cost: about 5 looks at the likelihood where there is one hill at most, else 7; 4 profiles where the short way fails.
 */
export function profileLimit<At extends Height>(
  surface: Surface<At>,
  peak: Maximum<At>,
  drop: number,
  side: 1 | -1,
): number | undefined {
  const last = peak.point.length - 1;
  const diagonal = last * (last + 2);
  const se = 1 / peak.triangle[diagonal]!;
  const wald = peak.point[last]! + side * Math.sqrt(2 * drop) * se;
  const start = surface.elsewhere === undefined ? peak : profile(surface, peak, wald);
  const near = start && coupledLimit(surface, peak, drop, side, start, start === peak ? undefined : se);
  if (near !== undefined && (surface.elsewhere?.(near.point) ?? []).length === 0) return near.point[last]!;
  const enough = 1e-8 * se;
  let inside = peak.point[last]!;
  let outside = side * Number.POSITIVE_INFINITY;
  let here = peak;
  for (let looks = 0; looks < 100; looks++) {
    const above = drop - (peak.value - here.value);
    const slope = side * here.score[last]!;
    const bend = here.triangle[diagonal]! ** 2;
    const move = (2 * above) / (Math.sqrt(Math.max(0, slope ** 2 + 2 * bend * above)) - slope);
    const at = here.point[last]!;
    const found = Math.abs(move) <= enough;
    let next = at + side * move;
    if (found && surface.elsewhere === undefined) return next;
    if (above > 0) inside = at;
    else outside = at;
    if (!found && !(side * next > side * inside && side * next < side * outside)) {
      if (!Number.isFinite(outside)) return undefined;
      next = (inside + outside) / 2;
    }
    const there = profile(surface, here, next);
    if (there === undefined) return undefined;
    here = found ? highest(surface, there, last) : there;
    if (found && here === there) return next;
    if (found) outside = side * Number.POSITIVE_INFINITY;
  }
  return undefined;
}
