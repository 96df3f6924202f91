import { median } from "d3-array";
import type { VNode } from "preact";
import { columns } from "../../data/column.ts";
import type { Pairs } from "../../data/figure.ts";
import { count, number } from "../numbers.ts";
import { type Area, AxisBottom, AxisLeft, footroom, headroom } from "./axis.tsx";
import { BAND_KEY, bandOf } from "./band.ts";
import { at, CROWD, type Drawing, type FigureKind, MANY } from "./figure.ts";
import { linear, linearTicks } from "./scale.ts";

const WIDTH = 480;
const FROM = 170;
const TO = 355;

type Line = Pairs["lines"][number];

export const pairs: FigureKind<Pairs> = {
  kind: "pairs",
  count: ({ lines }) => lines.length,
  draw,
  rows: ({ lines, y, from, to }) => ({
    columns: columns({
      label: { kind: "text", meaning: "Subject" },
      from: { kind: "number", meaning: `${y}, ${from}` },
      to: { kind: "number", meaning: `${y}, ${to}` },
      change: { kind: "number", meaning: `${to} minus ${from}` },
    }),
    rows: lines.map((line) => ({ ...line, change: line.to - line.from })),
  }),
};

function draw({ y, from, to, lines }: Pairs): Drawing {
  const top = headroom(y, WIDTH);
  const area: Area = { left: 52, right: WIDTH - 14, top, bottom: top + 250 };
  const up = linear(
    lines.flatMap((line) => [line.from, line.to]),
    [area.bottom - 4, area.top + 4],
  );
  const middles = [median(lines, (line) => line.from)!, median(lines, (line) => line.to)!] as const;
  const n = `n = ${count(lines.length)}`;
  const ticks = [
    { at: FROM, text: from, below: n },
    { at: TO, text: to, below: n },
  ];
  const rising = lines.filter((line) => line.to > line.from).length;
  const falling = lines.filter((line) => line.to < line.from).length;
  const counts = `up in ${count(rising)}, down in ${count(falling)}, unchanged in ${count(lines.length - rising - falling)}`;
  const marks = (
    <>
      <AxisLeft area={area} ticks={linearTicks(up, 6)} label={y} />
      <AxisBottom area={area} ticks={ticks} label="" />
      {lines.length > CROWD ? <Band lines={lines} up={up} /> : <Lines lines={lines} up={up} />}
      <path class="median" d={`M${FROM - 16} ${at(up(middles[0]))}h12M${TO + 4} ${at(up(middles[1]))}h12`} />
      <text class="value end" x={FROM - 20} y={at(up(middles[0]) + 4)}>
        median {number(middles[0])}
      </text>
      <text class="value" x={TO + 20} y={at(up(middles[1]) + 4)}>
        median {number(middles[1])}
      </text>
    </>
  );
  return {
    width: WIDTH,
    height: area.bottom + footroom("", 0) + 14,
    description: `${y}: ${from} (median ${number(middles[0])}) against ${to} (median ${number(middles[1])}), one line a subject; ${counts}.`,
    key: `One line a subject: ${counts} (solid up, dashed down).${lines.length > CROWD ? ` ${BAND_KEY}` : ""}`,
    marks,
  };
}

function Lines({ lines, up }: { lines: readonly Line[]; up: (value: number) => number }): VNode {
  const many = lines.length > MANY;
  return (
    <g class={many ? "pair many" : "pair"}>
      {lines.map((line) => (
        <path d={`M${FROM} ${at(up(line.from))}L${TO} ${at(up(line.to))}`} class={line.to < line.from ? "down" : "up"}>
          {!many && <title>{`${line.label}: ${number(line.from)} to ${number(line.to)}`}</title>}
        </path>
      ))}
      <path
        class="dots"
        d={lines.map((line) => `M${FROM} ${at(up(line.from))}h0M${TO} ${at(up(line.to))}h0`).join("")}
      />
    </g>
  );
}

function Band({ lines, up }: { lines: readonly Line[]; up: (value: number) => number }): VNode {
  const from = bandOf(lines.map((line) => line.from)).map((value) => at(up(value)));
  const to = bandOf(lines.map((line) => line.to)).map((value) => at(up(value)));
  const area = (low: number, high: number) =>
    `M${FROM} ${from[low]}L${TO} ${to[low]}V${to[high]}L${FROM} ${from[high]}Z`;
  return (
    <>
      <path class="band" d={area(0, 4)} />
      <path class="band" d={area(1, 3)} />
      <path class="median" d={`M${FROM} ${from[2]}L${TO} ${to[2]}`} />
    </>
  );
}
