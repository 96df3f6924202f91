import type { ScaleLinear } from "d3-scale";
import type { Survival } from "../../data/figure.ts";
import { at } from "./figure.ts";

/** Where times and shares lie in a drawing. */
export interface Plane {
  readonly across: ScaleLinear<number, number>;
  readonly up: ScaleLinear<number, number>;
}

type Group = Survival["groups"][number];
type Step = Group["steps"][number];

/** A curve from its first time on: level to each event, then down. */
export function curvePath({ from, steps }: Group, { across, up }: Plane): string {
  const falls = steps
    .filter(({ events }) => events > 0)
    .map((step) => `H${at(across(step.time))}V${at(up(step.survival))}`);
  return `M${at(across(from))} ${at(up(1))}${falls.join("")}H${at(across(steps.at(-1)!.time))}`;
}

/** The band between the limits, in pieces: where there are none, it is absent. */
export function bandPath({ steps }: Group, { across, up }: Plane): string {
  const shown = steps.filter(
    (step, i) => i === 0 || step.low !== steps[i - 1]!.low || step.high !== steps[i - 1]!.high,
  );
  return shown
    .map(({ time, low, high }, i) => {
      const end = across(shown[i + 1]?.time ?? steps.at(-1)!.time);
      if (low === undefined || high === undefined || end === across(time)) return "";
      return `M${at(across(time))} ${at(up(low))}V${at(up(high))}H${at(end)}V${at(up(low))}Z`;
    })
    .join("");
}

const TICK = 4;

/** A tick across the curve at each of these times. */
export function ticksPath(steps: readonly Step[], { across, up }: Plane): string {
  return steps.map(({ time, survival }) => `M${at(across(time))} ${at(up(survival) - TICK)}v${2 * TICK}`).join("");
}

/** How high a curve runs at a place across. */
export function heightAt({ steps }: Group, x: number, { across, up }: Plane): number {
  const before = steps.filter(({ time }) => across(time) <= x);
  return up(before.at(-1)?.survival ?? 1);
}
