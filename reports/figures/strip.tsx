import { median } from "d3-array";
import type { ScaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { columns } from "../../data/column.ts";
import type { Strip } from "../../data/figure.ts";
import { count, number, percent } from "../numbers.ts";
import { type Area, AxisBottom, AxisLeft, footroom, headroom } from "./axis.tsx";
import { BAND_KEY, bandOf } from "./band.ts";
import { at, CROWD, type Drawing, type FigureKind, MANY } from "./figure.ts";
import { linear, linearTicks } from "./scale.ts";
import { swarm } from "./swarm.ts";
import { clip } from "./wrap.ts";

/** Least width of the drawing, and the room a group needs beyond it. */
const WIDTH = 480;
const GROUP = 100;
/** Groups stand this much left of their middle: the number of the median is at their right. */
const BESIDE = 12;

type Group = Strip["groups"][number];

export const strip: FigureKind<Strip> = {
  kind: "strip",
  count: ({ groups }) => total(groups),
  draw,
  rows: ({ groups, y, mark = "subject" }) => ({
    columns: columns({
      group: { kind: "text", meaning: "Group" },
      label: { kind: "text", meaning: `Name of the ${mark}` },
      value: { kind: "number", meaning: y },
      not_detected: { kind: "yes-no", meaning: "Not detected: the value is the sample's limit" },
    }),
    rows: groups.flatMap(({ label: group, points }) =>
      points.map(({ label, value, open }) => ({ group, label, value, not_detected: open })),
    ),
  }),
};

function draw({ y, groups, mark = "subject" }: Strip): Drawing {
  const width = Math.max(WIDTH, 66 + GROUP * groups.length);
  const top = headroom(y, width);
  const area: Area = { left: 52, right: width - 20, top, bottom: top + 250 };
  const pitch = (area.right - area.left) / groups.length;
  const up = linear(
    groups.flatMap(({ points }) => points.map(({ value }) => value)),
    [area.bottom - 6, area.top + (groups.some((group) => middle(group).value === undefined) ? 34 : 6)],
  );
  const n = total(groups);
  const radius = n > MANY ? 1.8 : 3.4;
  const open = groups.reduce((sum, { points }) => sum + points.filter((point) => point.open).length, 0);
  const placed = groups.map((group, i) => ({ group, x: area.left + pitch * (i + 0.5) - BESIDE }));
  const ticks = placed.map(({ group: { label, points }, x }) => ({
    at: x,
    text: clip(label, pitch - 6),
    below: `n = ${count(points.length)}`,
  }));
  const marks = (
    <>
      <AxisLeft area={area} ticks={linearTicks(up, 6)} label={y} />
      <AxisBottom area={area} ticks={ticks} label="" />
      {placed.map(({ group, x }) => {
        const ys = group.points.map(({ value }) => up(value));
        const offsets = n > CROWD ? [] : swarm(ys, 2 * radius + 0.6, Math.min(pitch / 2 - 32, 90));
        const half = offsets.reduce((most, offset) => Math.max(most, Math.abs(offset)), 8) + radius + 5;
        return (
          <>
            {n > CROWD ? (
              <Band points={group.points} x={x} up={up} />
            ) : (
              <Points group={group} spots={ys.map((y, i) => ({ x: x + offsets[i]!, y }))} radius={radius} />
            )}
            <Median group={group} x={x} up={up} half={half} top={area.top} />
          </>
        );
      })}
    </>
  );
  return {
    width,
    height: area.bottom + footroom("", 0) + 14,
    description: `${y}, by group. ${groups.map((group) => `${group.label}: n ${count(group.points.length)}, median ${middle(group).text}`).join("; ")}.`,
    key: `One mark a ${mark}, line at the median.${open > 0 ? ` Open: not detected, at the sample's limit (${count(open)} of ${count(n)}, ${percent(open, n)}).` : ""}${n > CROWD ? ` ${BAND_KEY}` : ""}`,
    marks,
  };
}

function total(groups: readonly Group[]): number {
  return groups.reduce((sum, { points }) => sum + points.length, 0);
}

/** The median; a group whose middle was not detected has none that could be drawn as a number. */
function middle({ points }: Group): { value: number | undefined; text: string } {
  const sorted = [...points].sort((a, b) => a.value - b.value);
  const around = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (points.length === 0) return { value: undefined, text: "none" };
  if (around.some((point) => point?.open)) return { value: undefined, text: "not detected" };
  const value = median(points, (point) => point.value)!;
  return { value, text: number(value) };
}

interface Spots {
  readonly group: Group;
  readonly spots: readonly { readonly x: number; readonly y: number }[];
  readonly radius: number;
}

function Points({ group, spots, radius }: Spots): VNode {
  if (radius < 3) {
    const dots = (open: boolean) =>
      spots
        .filter((_, i) => group.points[i]!.open === open)
        .map(({ x, y }) => `M${at(x)} ${at(y)}h0`)
        .join("");
    const [full, open] = [dots(false), dots(true)];
    return (
      <g class="dots many">
        {full && <path d={full} />}
        {open && <path class="ring" d={open} />}
        {open && <path class="hollow" d={open} />}
      </g>
    );
  }
  return (
    <g class="points">
      {group.points.map(({ label, value, open }, i) => (
        <circle cx={at(spots[i]!.x)} cy={at(spots[i]!.y)} r={radius} class={open ? undefined : "full"}>
          <title>{`${label}: ${open ? `not detected, limit ${number(value)}` : number(value)}`}</title>
        </circle>
      ))}
    </g>
  );
}

interface Middle {
  readonly group: Group;
  readonly x: number;
  readonly up: ScaleLinear<number, number>;
  readonly half: number;
  readonly top: number;
}

function Median({ group, x, up, half, top }: Middle): VNode {
  const { value, text } = middle(group);
  if (value === undefined) {
    return (
      <text class="value middle" x={at(x)} y={at(top + 11)}>
        median
        <tspan x={at(x)} dy={14}>
          {text}
        </tspan>
      </text>
    );
  }
  return (
    <>
      <path class="median" d={`M${at(x - half)} ${at(up(value))}h${at(2 * half)}`} />
      <text class="value" x={at(x + half + 3)} y={at(up(value) + 4)}>
        {text}
      </text>
    </>
  );
}

function Band({ points, x, up }: Pick<Group, "points"> & Pick<Middle, "x" | "up">): VNode | null {
  if (points.length === 0) return null;
  const [a, b, , c, d] = bandOf(points.map(({ value }) => value)).map((value) => at(up(value)));
  return (
    <>
      <path class="band" d={`M${at(x - 14)} ${a}h28V${d}h-28Z`} />
      <path class="band" d={`M${at(x - 14)} ${b}h28V${c}h-28Z`} />
    </>
  );
}
