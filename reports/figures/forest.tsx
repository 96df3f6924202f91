import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { columns } from "../../data/column.ts";
import type { Forest } from "../../data/figure.ts";
import { count, fixed, number } from "../numbers.ts";
import { type Area, AxisBottom, footroom } from "./axis.tsx";
import { BAND_KEY, bandOf, partsOf } from "./band.ts";
import { at, CROWD, type Drawing, type FigureKind, MANY } from "./figure.ts";
import { linear, linearTicks } from "./scale.ts";
import { clip, widthOf } from "./wrap.ts";

const WIDTH = 640;
const NAME = 175;
const HEAD = 26;
/** Height of a line: with its name and numbers, or as a mere stroke among many. */
const ROW = 19;
const STROKE = 2;
/** Height of the band that stands for a crowd. */
const BAND = 400;

type Line = Forest["lines"][number];

export const forest: FigureKind<Forest> = {
  kind: "forest",
  count: ({ lines }) => lines.length,
  draw,
  rows: ({ lines, x }) => ({
    columns: columns({
      label: { kind: "text", meaning: "Gene, or measure" },
      ...(lines.some(isPart) ? { part: { kind: "count", meaning: "How many of the n there are" } } : {}),
      n: { kind: "count", meaning: "Subjects, or pairs of samples" },
      estimate: { kind: "number", meaning: x },
      low: { kind: "number", meaning: "Lower end of the interval" },
      high: { kind: "number", meaning: "Upper end of the interval" },
    }),
    rows: lines,
  }),
};

function isPart({ part }: Line): boolean {
  return part !== undefined;
}

function draw({ x, lines, ends: whole }: Forest): Drawing {
  const many = lines.length > MANY;
  const parts = lines.some(isPart);
  const crowd = lines.length > CROWD;
  const left =
    Math.min(NAME, Math.max(40, ...lines.slice(0, MANY).map(({ label }) => widthOf(label)))) + (parts ? 68 : 48);
  const row = many ? STROKE : ROW;
  const area: Area = { left, right: WIDTH - 170, top: HEAD, bottom: HEAD + (crowd ? BAND : row * lines.length) + 4 };
  // An end at infinity, as small groups have, runs out of the frame.
  const ends = lines.flatMap(({ estimate, low, high }) => [estimate, low, high]).filter(Number.isFinite);
  const across = whole ? scaleLinear(whole, [area.left, area.right]) : linear(ends, [area.left, area.right]);
  const zero = across(0);
  const marks = (
    <>
      <AxisBottom area={area} ticks={linearTicks(across, 6)} label={x} />
      {zero > area.left && zero < area.right && <path class="zero" d={`M${at(zero)} ${HEAD}V${area.bottom}`} />}
      {!many && <Heads left={left} n={parts ? "of n" : "n"} />}
      {crowd ? (
        <Band lines={lines} across={across} />
      ) : (
        <g class={many ? "forest many" : "forest"}>
          {lines.map((line, i) => (
            <Row line={line} y={HEAD + row * (i + 0.5) + 2} area={area} across={across} bare={many} />
          ))}
        </g>
      )}
    </>
  );
  return {
    width: WIDTH,
    height: area.bottom + footroom(x, area.right - area.left) + 4,
    description: `Estimates with intervals across: ${x}; ${count(lines.length)} lines, from ${lines[0]!.label} to ${lines.at(-1)!.label}.`,
    key: `Point: estimate; line: its interval, low to high${ends.length < 3 * lines.length ? ", without an end where none could be given" : ""}; ${parts ? "of n: how many of the subjects" : "n: subjects or pairs"}.${crowd ? ` ${BAND_KEY}` : ""}`,
    marks,
  };
}

function Heads({ left, n }: { left: number; n: string }): VNode {
  return (
    <g class="heads">
      <text x={left - 14} y={14} class="end">
        {n}
      </text>
      <text x={WIDTH} y={14} class="end">
        estimate (low to high)
      </text>
    </g>
  );
}

interface Drawn {
  readonly line: Line;
  readonly y: number;
  readonly area: Area;
  readonly across: (value: number) => number;
  readonly bare: boolean;
}

function Row({ line, y, area, across, bare }: Drawn): VNode {
  const { label, gene, estimate, low, high, n, part } = line;
  const known = !Number.isNaN(low) && !Number.isNaN(high);
  const start = low === Number.NEGATIVE_INFINITY ? area.left : low;
  const stop = high === Number.POSITIVE_INFINITY ? area.right : high;
  const from = start === low ? across(low) : area.left;
  const to = stop === high ? across(high) : area.right;
  return (
    <>
      {known && <path d={`M${at(from)} ${at(y)}H${at(to)}`} />}
      <circle cx={at(across(estimate))} cy={at(y)} r={bare ? 1 : 3.4} />
      {!bare && (
        <>
          <text x={0} y={at(y + 4)} data-gene={gene}>
            {clip(label, area.left - (part === undefined ? 44 : 60))}
          </text>
          <text x={area.left - 14} y={at(y + 4)} class="end quiet">
            {part === undefined ? count(n) : `${count(part)}/${count(n)}`}
          </text>
          <text x={WIDTH} y={at(y + 4)} class="end">
            {known ? `${print(estimate)} (${print(low)} to ${print(high)})` : `${print(estimate)} (no interval)`}
          </text>
        </>
      )}
    </>
  );
}

function print(x: number): string {
  return Math.abs(x) < 100 ? fixed(x, 2) : number(x);
}

function Band({ lines, across }: { lines: readonly Line[]; across: (value: number) => number }): VNode {
  const parts = partsOf(lines, (line) => line.estimate, 80);
  const middles = (of: (line: Line) => number) =>
    parts.map((part, i) => {
      const x = bandOf(part.map(of).filter(Number.isFinite))[2] ?? 0;
      return `${at(across(x))} ${at(HEAD + ((i + 0.5) * BAND) / parts.length)}`;
    });
  return (
    <>
      <path
        class="band"
        d={`M${[...middles((line) => line.low), ...middles((line) => line.high).reverse()].join("L")}Z`}
      />
      <path class="median" d={`M${middles((line) => line.estimate).join("L")}`} />
    </>
  );
}
