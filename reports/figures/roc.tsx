import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { columns } from "../../data/column.ts";
import type { Roc } from "../../data/figure.ts";
import { count, fixed, number } from "../numbers.ts";
import { type Area, AxisBottom, AxisLeft, footroom, headroom } from "./axis.tsx";
import { at, type Drawing, type FigureKind, MANY } from "./figure.ts";
import { placeLabels } from "./labels.ts";
import { linearTicks } from "./scale.ts";
import { Legend, legendHeight, seriesOf } from "./series.tsx";

const WIDTH = 480;
const SIDE = 320;
const LEFT = 92;

type Curve = Roc["curves"][number];
type Point = Curve["points"][number];
type Place = (point: Point) => { readonly x: number; readonly y: number };

export const roc: FigureKind<Roc> = {
  kind: "roc",
  count: ({ curves }) => curves.reduce((sum, { yes, no }) => sum + yes + no, 0),
  draw,
  rows: ({ curves, direction }) => ({
    columns: columns({
      curve: { kind: "text", meaning: "Curve" },
      cut: { kind: "number", meaning: `Values from here up: ${direction}; blank: above all, or not detected` },
      sensitivity: { kind: "number", meaning: "Share of the subjects with yes at or above the cut" },
      specificity: { kind: "number", meaning: "Share of the subjects with no below the cut" },
    }),
    rows: curves.flatMap(({ label: curve, points }) => points.map((point) => ({ curve, ...point }))),
  }),
};

function draw({ direction, level, curves }: Roc): Drawing {
  const y = "Sensitivity (share of yes from the cut up)";
  const x = "1 \u2212 specificity (share of no from the cut up)";
  const top = headroom(y, WIDTH);
  const area: Area = { left: LEFT, right: LEFT + SIDE, top, bottom: top + SIDE };
  const across = scaleLinear([0, 1], [area.left, area.right]);
  const up = scaleLinear([0, 1], [area.bottom, area.top]);
  const place: Place = ({ sensitivity, specificity }) => ({ x: across(1 - specificity), y: up(sensitivity) });
  const texts = curves.map((curve) => tell(curve, level));
  const legend = area.bottom + footroom(x, SIDE) + 6;
  const unseen = curves.some(endsUnseen);
  const marks = (
    <>
      <AxisLeft area={area} ticks={linearTicks(up, 5)} label={y} />
      <AxisBottom area={area} ticks={linearTicks(across, 5)} label={x} />
      <path class="zero" d={`M${area.left} ${area.bottom}L${area.right} ${area.top}`} />
      <path
        class="rule"
        d={`M${area.left} ${area.top}V${area.bottom}M${area.left} ${area.top}H${area.right}V${area.bottom}`}
      />
      {curves.map((curve, i) => (
        <Line curve={curve} number={i} place={place} text={texts[i]!} />
      ))}
      {curves.length > 1 && <Names curves={curves} place={place} area={area} />}
      <Legend texts={texts} top={legend} width={WIDTH} />
    </>
  );
  return {
    width: WIDTH,
    height: legend + legendHeight({ texts, width: WIDTH }) + 4,
    description: `ROC ${curves.length === 1 ? "curve" : "curves"}, sensitivity against 1 minus specificity, ${direction}. ${texts.join("; ")}.`,
    key: `${direction[0]!.toUpperCase()}${direction.slice(1)}. Straight dashes: what chance gives. Slanted pieces: yes and no at the same value, half of each pair counted.${unseen ? " Last piece, pale: not detected, all at one rank." : ""}`,
    marks,
  };
}

/** "BCL2L1: area 0.71 (95 % CI 0.55 to 0.86, DeLong), 24 yes, 17 no". */
function tell({ label, area: { estimate, low, high }, yes, no }: Curve, level: number): string {
  const known = low !== undefined && high !== undefined;
  const interval = known ? `${100 * level} % CI ${fixed(low, 2)} to ${fixed(high, 2)}, DeLong` : "no interval";
  return `${label}: area ${fixed(estimate, 2)} (${interval}), ${count(yes)} yes, ${count(no)} no`;
}

/** Whether the last step to everybody is that of the subjects in whom nothing was detected. */
function endsUnseen({ points }: Curve): boolean {
  return points.length > 1 && points.at(-1)!.cut === undefined;
}

interface Drawn {
  readonly curve: Curve;
  readonly number: number;
  readonly place: Place;
  readonly text: string;
}

function Line({ curve, number: i, place, text }: Drawn): VNode {
  const { points } = curve;
  const path = (some: readonly Point[]) =>
    `M${some
      .map(place)
      .map((spot) => `${at(spot.x)} ${at(spot.y)}`)
      .join("L")}`;
  const seen = endsUnseen(curve) ? points.slice(0, -1) : points;
  const series = seriesOf(i);
  return (
    <g class="series">
      <path class={`curve ${series}`} d={path(seen)}>
        <title>{text}</title>
      </path>
      {seen.length < points.length && <path class={`curve pale ${series}`} d={path(points.slice(-2))} />}
      {points.length <= MANY &&
        points.slice(1).map((point) => (
          <circle class={`cut ${series}`} cx={at(place(point).x)} cy={at(place(point).y)} r={2.2}>
            <title>{describe(point)}</title>
          </circle>
        ))}
    </g>
  );
}

function describe({ cut, sensitivity, specificity }: Point): string {
  const from = cut === undefined ? "not detected and above" : `${number(cut)} and above`;
  return `${from}: sensitivity ${fixed(sensitivity, 2)}, specificity ${fixed(specificity, 2)}`;
}

/** The name of each curve where it is farthest from the diagonal. */
function Names({ curves, place, area }: { curves: readonly Curve[]; place: Place; area: Area }): VNode {
  const distance = ({ sensitivity, specificity }: Point) => Math.abs(sensitivity + specificity - 1);
  const ends = curves.map(({ label, points }) => ({
    ...place(points.reduce((far, point) => (distance(point) > distance(far) ? point : far))),
    text: label,
  }));
  return (
    <g class="names">
      {placeLabels(
        ends,
        curves.flatMap(({ points }) => points.map(place)),
        area,
      ).map((label) => (
        <text
          x={at(label.x)}
          y={at(label.y)}
          class={`${label.anchor} ${seriesOf(curves.findIndex((curve) => curve.label === label.text))}`}
        >
          {label.text}
        </text>
      ))}
    </g>
  );
}
