import type { VNode } from "preact";
import { columns } from "../../data/column.ts";
import type { Profile } from "../../data/figure.ts";
import { count, number, percent } from "../numbers.ts";
import { type Area, AxisBottom, AxisLeft, footroom, headroom } from "./axis.tsx";
import { BAND_KEY, bandOf } from "./band.ts";
import { at, CROWD, type Drawing, type FigureKind, MANY } from "./figure.ts";
import { linear, linearTicks } from "./scale.ts";
import { clip } from "./wrap.ts";

/** Least width of the drawing, and the room that a moment needs. */
const WIDTH = 480;
const MOMENT = 88;

type Line = Profile["lines"][number];
type Point = NonNullable<Line["points"][number]>;

export const profile: FigureKind<Profile> = {
  kind: "profile",
  count: ({ lines }) => lines.reduce((sum, { points }) => sum + points.filter((point) => point).length, 0),
  draw,
  rows: ({ lines, moments, y }) => ({
    columns: columns({
      label: { kind: "text", meaning: "Subject" },
      moment: { kind: "text", meaning: "Visit and time" },
      value: { kind: "number", meaning: y },
      not_detected: { kind: "yes-no", meaning: "Not detected: the value is the sample's limit" },
    }),
    rows: lines.flatMap(({ label, points }) =>
      points.flatMap((point, i) =>
        point ? [{ label, moment: moments[i]!, value: point.value, not_detected: point.open }] : [],
      ),
    ),
  }),
};

function draw({ y, moments, lines }: Profile): Drawing {
  const width = Math.max(WIDTH, 72 + MOMENT * moments.length);
  const top = headroom(y, width);
  const area: Area = { left: 52, right: width - 20, top, bottom: top + 250 };
  const pitch = (area.right - area.left) / moments.length;
  const spots = moments.map((_, i) => area.left + pitch * (i + 0.5));
  const own = moments.map((_, i) => lines.flatMap(({ points }) => points[i] ?? []));
  const up = linear(
    own.flat().map(({ value }) => value),
    [area.bottom - 6, area.top + (own.some((points) => points.length > 0 && !middle(points)) ? 34 : 16)],
  );
  const ticks = moments.map((moment, i) => ({
    at: spots[i]!,
    text: clip(moment, pitch - 4),
    below: `n = ${count(own[i]!.length)}`,
  }));
  const all = own.flat().length;
  const open = own.flat().filter((point) => point.open).length;
  const crowd = lines.length > CROWD;
  const middles = own.map((points) => middle(points));
  const joined = middles.flatMap((value, i) => (value ? [{ x: spots[i]!, y: up(value.value), i }] : []));
  const marks = (
    <>
      <AxisLeft area={area} ticks={linearTicks(up, 6)} label={y} />
      <AxisBottom area={area} ticks={ticks} label="" />
      {crowd ? (
        own.map((points, i) => <Band points={points.filter((point) => !point.open)} x={spots[i]!} up={up} />)
      ) : (
        <Lines lines={lines} spots={spots} up={up} many={lines.length > MANY} />
      )}
      {joined.length > 0 && (
        <path
          class="median"
          d={joined.map(({ x, y, i }, k) => `${joined[k - 1]?.i === i - 1 ? "L" : "M"}${at(x)} ${at(y)}`).join("")}
        />
      )}
      {own.map((points, i) => {
        const value = middles[i];
        if (value) {
          return (
            <text class="value middle" x={at(spots[i]!)} y={at(up(value.value) - 7)}>
              {number(value.value)}
            </text>
          );
        }
        if (points.length === 0) return null;
        return (
          <text class="value middle" x={at(spots[i]!)} y={at(top + 11)}>
            median
            <tspan x={at(spots[i]!)} dy={14}>
              not detected
            </tspan>
          </text>
        );
      })}
    </>
  );
  const told = moments.map((moment, i) => {
    const value = middles[i] ? `median ${number(middles[i].value)}` : "median not detected";
    return `${moment}: n ${count(own[i]!.length)}${own[i]!.length > 0 ? `, ${value}` : ""}`;
  });
  return {
    width,
    height: area.bottom + footroom("", 0) + 14,
    description: `${y}, one line a subject over ${count(moments.length)} moments. ${told.join("; ")}.`,
    key: crowd ? crowded(open, all) : single(open, all),
    marks,
  };
}

function single(open: number, all: number): string {
  const limit = `Open: not detected, at the sample's limit (${count(open)} of ${count(all)}, ${percent(open, all)}).`;
  return `One line a subject, broken where a sample is missing; thick line and numbers: median of all at that moment.${open > 0 ? ` ${limit}` : ""}`;
}

function crowded(open: number, all: number): string {
  const left = `Bands are of what is detected (${count(open)} of ${count(all)}, ${percent(open, all)}, are not); the median is of all.`;
  return `${BAND_KEY}${open > 0 ? ` ${left}` : ""}`;
}

/** The median; none where the middle was not detected. */
function middle(points: readonly Point[]): { readonly value: number } | undefined {
  const sorted = [...points].sort((a, b) => a.value - b.value || Number(b.open) - Number(a.open));
  const around = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (around[0] === undefined || around.some((point) => point!.open)) return undefined;
  return { value: (around[0].value + around[1]!.value) / 2 };
}

interface Drawn {
  readonly lines: readonly Line[];
  readonly spots: readonly number[];
  readonly up: (value: number) => number;
  readonly many: boolean;
}

function Lines({ lines, spots, up, many }: Drawn): VNode {
  const marks = (open: boolean) =>
    lines
      .flatMap(({ points }) =>
        points.map((point, i) => (point?.open === open ? `M${at(spots[i]!)} ${at(up(point.value))}h0` : "")),
      )
      .join("");
  return (
    <g class={many ? "profile many" : "profile"}>
      {lines.map(({ label, points }) => (
        <path d={pathOf(points, spots, up)}>
          {!many && <title>{`${label}: ${points.map(spoken).join(", ")}`}</title>}
        </path>
      ))}
      <path class="dots" d={marks(false)} />
      <path class="dots" d={marks(true)} />
      <path class="dots open" d={marks(true)} />
    </g>
  );
}

/** Joined from moment to moment; a moment without a value breaks the line. */
function pathOf(points: Line["points"], spots: readonly number[], up: (value: number) => number): string {
  return points
    .map((point, i) => (point ? `${points[i - 1] ? "L" : "M"}${at(spots[i]!)} ${at(up(point.value))}` : ""))
    .join("");
}

function spoken(point: Point | undefined): string {
  if (point === undefined) return "no value";
  return point.open ? `not detected, limit ${number(point.value)}` : number(point.value);
}

function Band({ points, x, up }: { points: readonly Point[]; x: number; up: (value: number) => number }): VNode | null {
  if (points.length === 0) return null;
  const [a, b, , c, d] = bandOf(points.map(({ value }) => value)).map((value) => at(up(value)));
  return (
    <>
      <path class="band" d={`M${at(x - 14)} ${a}h28V${d}h-28Z`} />
      <path class="band" d={`M${at(x - 14)} ${b}h28V${c}h-28Z`} />
    </>
  );
}
