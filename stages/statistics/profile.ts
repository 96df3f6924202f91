import { type Height, type Maximum, maximum, type Surface } from "./maximum.ts";

/**
 * How high can a log likelihood be where its last coordinate has this value? From a maximum over the others it goes along
 * the ridge, by strides of 2 standard errors and then of twice as much each, and where that leads nowhere by shorter ones: a
 * ridge may turn sharply, as where one observation lies far from all others, and beside it there may be a lower hill.
 * Undefined where that does not lead there in 60 strides.
 *
 * Formula: with R the triangle of the curvature, a standard error is 1 by its last diagonal, and the ridge leads the others
 * by -R_oo^-1 r_o times the move of the last; from there the others go to their maximum.
 * Source: Venzon DJ, Moolgavkar SH (1988) A method for computing profile-likelihood-based confidence intervals. Appl.
 * Stat. 37:87-94.
 * Cost: about 4 looks at the likelihood a stride.
 */
export function profile<At extends Height>(
  surface: Surface<At>,
  from: Maximum<At>,
  value: number,
): Maximum<At> | undefined {
  const bounded: Surface<At> = { at: (point) => surface.at(point) };
  const last = from.point.length - 1;
  let here = from;
  let stride = 2 / from.triangle[from.triangle.length - 1]!;
  for (let strides = 0; strides < 60; strides++) {
    const left = value - here.point[last]!;
    const goal = Math.abs(left) <= stride ? value : here.point[last]! + Math.sign(left) * stride;
    const there = maximum(bounded, alongRidge(here, goal), last);
    if (there === undefined) stride = Math.min(stride, Math.abs(left)) / 4;
    else if (goal === value) return there;
    else {
      here = there;
      stride *= 2;
    }
  }
  return undefined;
}

/** The point where the ridge leads, were it straight. */
function alongRidge({ triangle, point }: Maximum, goal: number): Float64Array {
  const k = point.length;
  const last = k - 1;
  const start = point.with(last, goal);
  const shift = new Float64Array(k);
  for (let i = last - 1; i >= 0; i--) {
    let rest = -triangle[i * k + last]! * (goal - point[last]!);
    for (let j = i + 1; j < last; j++) rest -= triangle[i * k + j]! * shift[j]!;
    shift[i] = rest / triangle[i * k + i]!;
    start[i]! += shift[i]!;
  }
  return start;
}
