import type { VNode } from "preact";
import { count, number } from "../numbers.ts";
import { at } from "./figure.ts";
import { EDGES, STEPS } from "./heat-cells.ts";
import { clip, widthOf } from "./wrap.ts";

/** The scale of colours with its numbers, and the sign of what was not detected. */
export function HeatLegend({ x, y, z }: { x: number; y: number; z: string }): VNode {
  const step = 56;
  return (
    <>
      <text x={x} y={at(y + 12)} class="label">
        {z}
      </text>
      {Array.from({ length: STEPS }, (_, i) => (
        <path class={`key h${i}`} d={`M${x + i * step} ${at(y + 20)}h${step}v12h-${step}z`} />
      ))}
      {EDGES.map((edge, i) => (
        <text x={x + (i + 1) * step} y={at(y + 46)} class="middle tiny">
          {edge > 0 ? `+${edge}` : number(edge, 1)}
        </text>
      ))}
      <path class="frame" d={`M${x + (STEPS + 0.4) * step} ${at(y + 20)}h20v12h-20z`} />
      <path class="rule" d={`M${x + (STEPS + 0.4) * step} ${at(y + 26)}h20`} />
      <text x={x + (STEPS + 0.4) * step + 26} y={at(y + 30)} class="tiny">
        not detected
      </text>
    </>
  );
}

/** "A: CR (n = 20)" of every group of columns, in lines of this width. */
export function groupLegend(
  spans: readonly { readonly group: string; readonly length: number }[],
  width: number,
): string[] {
  const lines: string[] = [];
  for (const [i, { group, length }] of spans.entries()) {
    const text = `${letter(i)}: ${clip(group, 280)} (n = ${count(length)})`;
    const line = lines.at(-1);
    if (line !== undefined && widthOf(`${line};  ${text}`) < width) lines[lines.length - 1] = `${line};  ${text}`;
    else lines.push(text);
  }
  return lines;
}

/** By which a group is named above its columns. */
export function letter(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : String(i + 1);
}
