import type { VNode } from "preact";
import type { Survival } from "../../data/figure.ts";
import type { Area } from "./axis.tsx";
import { at } from "./figure.ts";
import { placeLabels } from "./labels.ts";
import { seriesOf } from "./series.tsx";
import { heightAt, type Plane } from "./steps.ts";
import { clip, widthOf } from "./wrap.ts";

type Group = Survival["groups"][number];

/** Most room that the name of a group takes. */
export const NAME = 150;

/** How far along its curve a group's name may stand: at its end, or earlier where there is no room. */
const ALONG = [1, 0.8, 0.6, 0.4, 0.25, 0.1];

/** Each group's name beside its curve, where it covers no other. */
export function Names({ groups, plane, area }: { groups: readonly Group[]; plane: Plane; area: Area }): VNode {
  const spans = groups.map(({ from, steps }) => [plane.across(from), plane.across(steps.at(-1)!.time)] as const);
  const taken = groups.flatMap((group, i) => {
    const [start, end] = spans[i]!;
    const length = Math.max(0, Math.floor((end - start - 6) / 8));
    return Array.from({ length }, (_, k) => ({ x: start + 8 * k, y: heightAt(group, start + 8 * k, plane) }));
  });
  const ends = groups.map((group, i) => ({ x: spans[i]![1], y: heightAt(group, spans[i]![1], plane) }));
  const names = groups.flatMap((group, i) => {
    const [start, end] = spans[i]!;
    const text = clip(group.label, NAME);
    const others = ends.filter((_, k) => k !== i);
    for (const share of ALONG) {
      const x = start + share * (end - start);
      const [name] = placeLabels([{ x, y: heightAt(group, x, plane), text }], [...taken, ...others], area);
      if (name === undefined) continue;
      const first =
        name.anchor === "start" ? name.x : name.anchor === "end" ? name.x - widthOf(text) : name.x - widthOf(text) / 2;
      for (let dx = 0; dx <= widthOf(text); dx += 8) taken.push({ x: first + dx, y: name.y - 4 });
      return [{ ...name, series: seriesOf(i) }];
    }
    return [];
  });
  return (
    <g class="names">
      {names.map(({ x, y, text, anchor, series }) => (
        <text x={at(x)} y={at(y)} class={`${anchor} ${series}`}>
          {text}
        </text>
      ))}
    </g>
  );
}
