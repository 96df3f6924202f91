import type { VNode } from "preact";
import { columns } from "../../data/column.ts";
import type { Volcano } from "../../data/figure.ts";
import { count, number, percent, probability } from "../numbers.ts";
import { type Area, AxisBottom, AxisLeft, footroom, headroom } from "./axis.tsx";
import { BAND_KEY, bandOf, partsOf } from "./band.ts";
import { at, CROWD, type Drawing, type FigureKind, MANY } from "./figure.ts";
import { placeLabels } from "./labels.ts";
import { linear, linearTicks, logarithmic, powerTicks } from "./scale.ts";

const WIDTH = 480;
const Y = "p (log scale, smaller is higher)";
/** Points that are named whatever their q. */
const TOP = 3;
/** The least p that is drawn where it is: a p of 0 is one too small for the computer. */
const LEAST = 1e-300;

type Points = Volcano["points"];

export const volcano: FigureKind<Volcano> = {
  kind: "volcano",
  count: ({ points }) => points.length,
  draw,
  rows: ({ points, x }) => ({
    columns: columns({
      label: { kind: "text", meaning: "Gene" },
      estimate: { kind: "number", meaning: x },
      p: { kind: "number", meaning: "p of this gene alone" },
      q: { kind: "number", meaning: "p adjusted for the family of tests" },
    }),
    rows: points,
  }),
};

function draw({ x, points: unsorted, q }: Volcano): Drawing {
  const points = [...unsorted].sort((a, b) => a.p - b.p);
  const area: Area = { left: 52, right: WIDTH - 14, top: headroom(Y, WIDTH), bottom: headroom(Y, WIDTH) + 270 };
  const across = linear([0, ...points.map(({ estimate }) => estimate)], [area.left + 6, area.right - 6]);
  const up = logarithmic(
    points.map(({ p }) => Math.max(p, LEAST)),
    [area.bottom, area.top + 16],
  );
  const place = (point: Points[number]) => ({ x: at(across(point.estimate)), y: at(up(Math.max(point.p, LEAST))) });
  const found = points.filter((point) => point.q <= q);
  const named = points.filter((point, i) => i < TOP || point.q <= q).slice(0, 40);
  const crowd = points.length > CROWD;
  const marked = crowd ? named : points;
  const labels = placeLabels(
    named.map((point) => ({ ...place(point), text: point.label })),
    // Where marks are many and faint, a name may lie over some.
    points.length > MANY ? [] : points.filter((point) => !named.includes(point)).map(place),
    area,
  );
  const most = `${found.length === 0 ? "none" : count(found.length)} of ${count(points.length)} (${percent(found.length, points.length)})`;

  const marks = (
    <>
      <AxisLeft area={area} ticks={powerTicks(up)} label={Y} />
      <AxisBottom area={area} ticks={linearTicks(across, 7)} label={x} />
      <path class="zero" d={`M${at(across(0))} ${area.top}V${area.bottom}`} />
      {crowd && <Band points={points} place={place} />}
      <g class="names">
        {labels.map((label) => (
          <text x={at(label.x)} y={at(label.y)} class={label.anchor} data-gene={label.text}>
            {label.text}
          </text>
        ))}
      </g>
      <g class={points.length > MANY ? "points many" : "points"}>
        {marked.map((point) => (
          <circle
            cx={place(point).x}
            cy={place(point).y}
            r={points.length > MANY ? 1.8 : 3.4}
            class={point.q <= q ? "hit" : undefined}
            data-gene={point.label}
          >
            {points.length <= MANY && <title>{describe(point)}</title>}
          </circle>
        ))}
      </g>
    </>
  );
  return {
    width: WIDTH,
    height: area.bottom + footroom(x, area.right - area.left) + 4,
    description: `Points across: ${x}. Up: ${Y}. Smallest p: ${points.slice(0, TOP).map(describe).join("; ")}.`,
    key: `Filled: q ≤ ${q}, ${most}. Named: these and the ${TOP} smallest p${labels.length < named.length ? ", where there is room" : ""}.${crowd ? ` ${BAND_KEY}` : ""}`,
    marks,
  };
}

function describe({ label, estimate, p, q }: Points[number]): string {
  return `${label}: ${number(estimate)}, p ${probability(p)}, q ${probability(q)}`;
}

function Band({
  points,
  place,
}: {
  points: Points;
  place: (point: Points[number]) => { x: number; y: number };
}): VNode {
  const parts = partsOf(points.map(place), (point) => point.x, 50).map((part) => ({
    x: bandOf(part.map((point) => point.x))[2],
    y: bandOf(part.map((point) => point.y)),
  }));
  const path = (edge: number) => parts.map(({ x, y }) => `${at(x)} ${at(y[edge]!)}`);
  return (
    <>
      <path class="band" d={`M${[...path(0), ...path(4).reverse()].join("L")}Z`} />
      <path class="band" d={`M${[...path(1), ...path(3).reverse()].join("L")}Z`} />
      <path class="median" d={`M${path(2).join("L")}`} />
    </>
  );
}
