import type { VNode } from "preact";
import { at } from "./figure.ts";
import { wrap } from "./wrap.ts";

export interface Tick {
  readonly at: number;
  readonly text: string;
  /** A second line, such as the n of a group. */
  readonly below?: string;
}

/** The box that data are drawn in. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const LINE = 15;

/** Room to leave above the area for the name of the y axis. */
export function headroom(label: string, width: number): number {
  return 12 + LINE * wrap(label, width).length;
}

/** Room to leave below the area for ticks and the name of the x axis. */
export function footroom(label: string, width: number): number {
  return 26 + (label === "" ? 0 : LINE * wrap(label, width).length);
}

/** The y axis: its name stands level above it, so that it is read without turning the head. */
export function AxisLeft({ area, ticks, label }: { area: Area; ticks: readonly Tick[]; label: string }): VNode {
  const lines = wrap(label, area.right);
  return (
    <g class="axis">
      {lines.map((line, i) => (
        <text x={0} y={at(area.top - 10 - LINE * (lines.length - 1 - i))} class="label">
          {line}
        </text>
      ))}
      <path class="grid" d={ticks.map((tick) => `M${area.left} ${at(tick.at)}H${area.right}`).join("")} />
      {ticks.map((tick) => (
        <text x={area.left - 7} y={at(tick.at + 4)} class="end">
          {tick.text}
        </text>
      ))}
    </g>
  );
}

/** The x axis, with its name centred below. */
export function AxisBottom({ area, ticks, label }: { area: Area; ticks: readonly Tick[]; label: string }): VNode {
  const middle = at((area.left + area.right) / 2);
  return (
    <g class="axis">
      <path class="rule" d={`M${area.left} ${area.bottom}H${area.right}`} />
      <path class="rule" d={ticks.map((tick) => `M${at(tick.at)} ${area.bottom}v4`).join("")} />
      {ticks.map((tick) => (
        <text x={at(tick.at)} y={area.bottom + 17} class="middle">
          {tick.text}
          {tick.below && (
            <tspan x={at(tick.at)} dy={14} class="quiet">
              {tick.below}
            </tspan>
          )}
        </text>
      ))}
      {wrap(label, area.right - area.left).map((line, i) => (
        <text x={middle} y={area.bottom + 36 + LINE * i} class="middle label">
          {line}
        </text>
      ))}
    </g>
  );
}
