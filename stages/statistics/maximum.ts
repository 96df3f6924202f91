import { triangleStep } from "./triangle-step.ts";

/** A log likelihood at a point: its value, its gradient, and an upper triangle R whose R' R is its curvature downwards. */
export interface Height {
  readonly value: number;
  readonly score: Float64Array;
  readonly triangle: Float64Array;
}

/** A log likelihood. */
export interface Surface<At extends Height = Height> {
  at(point: Float64Array): At;
  /**
   * By how much each observation comes to fit better when one goes in a direction: the least over all observations, and
   * the largest size. Not given where a maximum is known to exist.
   */
  along?(direction: Float64Array): { readonly least: number; readonly most: number };
  /** Where else a maximum may be near, if there can be more than one; the last coordinate is that of the point. */
  elsewhere?(point: Float64Array): readonly Float64Array[];
}

/** The point of a maximum, and what is there. */
export type Maximum<At extends Height = Height> = At & { readonly point: Float64Array };

/** An observation that loses less than this of what the one that moves most does, loses nothing. */
const NOTHING = 1e-12;

/**
 * Where is a log likelihood highest? Newton's method, a step halved while it would lead down. Undefined where there is no
 * maximum: where a direction is found in which no observation comes to fit worse, so that the likelihood rises for ever,
 * or where the search is lost in rounding. Of the coordinates, the first `free` move.
 *
 * That is told reliably. Where there is such a direction d, no Newton step s ends the search by being small: its equation
 * along d makes some observation move by at least 1 (logistic likelihood) or 1 / 8 (normal tails down to 1e-16), while a
 * search is only ended by steps that move all by less than 1 / 100. The steps turn into such a direction, the rest of
 * them shrinking e-fold each time; so within 40 steps one of them, or the point itself, is that direction to 12 digits,
 * and is recognised.
 *
 * Formula: a step solves R' R s = score. When its gain, score' s, is below 1e-16 (1e-8 standard errors) one more step is
 * at rounding; that is made, and is the end. Below 1e-26 (1e-13 standard errors) what is there is not looked at again.
 * Source: Albert A, Anderson JA (1984) On the existence of maximum likelihood estimates in logistic regression models.
 * Biometrika 71:1-10.
 * Cost: about 6 looks at the likelihood; 40 where there is no maximum.
 */
export function maximum<At extends Height>(
  surface: Surface<At>,
  start: Float64Array,
  free = start.length,
): Maximum<At> | undefined {
  let point = start;
  let here = surface.at(point);
  let flat = 0;
  for (let looks = 0, last = false; looks < 200 && flat < 10; looks++) {
    const move = triangleStep(here.triangle, here.score, point.length, free);
    if (move === undefined) return undefined;
    if (last) return { ...here, point };
    last = move.gain < 1e-16;
    if (surface.along !== undefined) {
      const ahead = surface.along(move.step);
      if (endless(ahead) || endless(surface.along(point))) return undefined;
      last &&= ahead.most < 0.01;
    }
    if (last && move.gain < 1e-26) return { ...here, point: moved(point, move.step, 1) };
    const floor = here.value - 1e-12 * Math.abs(here.value);
    for (let part = 1; ; part /= 2) {
      const next = moved(point, move.step, part);
      const there = surface.at(next);
      if (last || there.value >= floor) {
        flat = there.value > here.value ? 0 : flat + 1;
        point = next;
        here = there;
        break;
      }
      if (part < 1e-9) return undefined;
    }
  }
  return undefined;
}

function moved(point: Float64Array, step: Float64Array, part: number): Float64Array {
  const next = point.slice();
  for (let j = 0; j < next.length; j++) next[j]! += part * step[j]!;
  return next;
}

function endless({ least, most }: { readonly least: number; readonly most: number }): boolean {
  return most > 0 && least >= -NOTHING * most;
}
