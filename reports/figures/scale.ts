import { type ScaleLinear, type ScaleLogarithmic, scaleLinear, scaleLog } from "d3-scale";
import { number, raised } from "../numbers.ts";
import type { Tick } from "./axis.tsx";

/** A linear scale over all values, with a little room at both ends. */
export function linear(values: readonly number[], range: readonly [number, number]): ScaleLinear<number, number> {
  let [low, high] = extent(values);
  if (low === high) [low, high] = [low - 1, high + 1];
  const room = (high - low) * 0.04;
  return scaleLinear([low - room, high + room], range);
}

/** Probabilities on a log scale from 1 at the first end of the range to the least of them (or 0.01) at the other. */
export function logarithmic(
  values: readonly number[],
  range: readonly [number, number],
): ScaleLogarithmic<number, number> {
  return scaleLog([1, Math.min(0.01, extent(values)[0] * 0.6)], range);
}

export function linearTicks(scale: ScaleLinear<number, number>, most: number): Tick[] {
  const print = scale.tickFormat(most);
  return scale.ticks(most).map((value) => ({ at: scale(value), text: print(value) }));
}

/** Ticks at powers of ten, thinned to about eight. */
export function powerTicks(scale: ScaleLogarithmic<number, number>): Tick[] {
  const decades = Math.floor(-Math.log10(scale.domain()[1]!) + 1e-9);
  const step = Math.ceil(decades / 8);
  return Array.from({ length: Math.floor(decades / step) + 1 }, (_, i) => {
    const power = -i * step;
    return { at: scale(10 ** power), text: power < -3 ? `10${raised(power)}` : number(10 ** power, 1) };
  });
}

/** Least and greatest; a spread of arguments would overflow on many. */
function extent(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
