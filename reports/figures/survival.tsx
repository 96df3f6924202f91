import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { columns } from "../../data/column.ts";
import type { Survival } from "../../data/figure.ts";
import { count, number } from "../numbers.ts";
import { type Area, AxisBottom, AxisLeft, footroom, headroom } from "./axis.tsx";
import { at, CROWD, type Drawing, type FigureKind, MANY } from "./figure.ts";
import { NAME, Names } from "./names.tsx";
import { linearTicks } from "./scale.ts";
import { Legend, legendHeight, limits, seriesOf } from "./series.tsx";
import { bandPath, curvePath, type Plane, ticksPath } from "./steps.ts";
import { clip, widthOf } from "./wrap.ts";

/** Width of the drawing of one curve, and of more, with the room that their names take at both sides. */
const ONE = 480;
const MORE = 640;
const HEIGHT = 250;
const ROW = 16;
/** Bands of more groups than this would hide each other. */
const BANDS = 2;

type Group = Survival["groups"][number];

export const survival: FigureKind<Survival> = {
  kind: "survival",
  count: ({ groups }) => groups.reduce((sum, { n }) => sum + n, 0),
  draw,
  rows,
};

/** Every time at which somebody left; of many, the times at which those at risk are counted. */
function rows({ groups, unit, y, level, scale, ticks }: Survival): ReturnType<FigureKind<Survival>["rows"]> {
  const whole = !isMany(groups);
  const limit = (which: string) => `${which} pointwise ${percent(level)} % limit, ${scale}; blank where it is 1 or 0`;
  return {
    columns: columns({
      group: { kind: "text", meaning: "Group" },
      time: { kind: "number", meaning: whole ? "A time at which somebody left" : "A time", unit },
      at_risk: { kind: "count", meaning: "Subjects still followed at that time, those who leave then among them" },
      events: { kind: "count", meaning: `Events ${whole ? "at" : "up to"} that time` },
      censored: {
        kind: "count",
        meaning: `Subjects last followed ${whole ? "at" : "up to"} that time without the event`,
      },
      estimate: { kind: "number", meaning: `${y} from that time on, by Kaplan-Meier` },
      low: { kind: "number", meaning: limit("Lower") },
      high: { kind: "number", meaning: limit("Upper") },
    }),
    rows: groups.flatMap(({ label: group, steps, life }) =>
      (whole ? steps : life.map((one, i) => ({ time: ticks[i]!, ...one }))).map(
        ({ time, atRisk, events, censored, survival, low, high }) => {
          return { group, time, at_risk: atRisk, events, censored, estimate: survival, low, high };
        },
      ),
    ),
  };
}

function isMany(groups: readonly Group[]): boolean {
  return groups.reduce((sum, { n }) => sum + n, 0) > MANY;
}

function percent(level: number): number {
  return Number((100 * level).toPrecision(4));
}

function draw(figure: Survival): Drawing {
  const { x, y, ticks, groups } = figure;
  const single = groups.length === 1;
  const width = single ? ONE : MORE;
  const names = Math.min(NAME, Math.max(...groups.map(({ label }) => widthOf(label))));
  const top = headroom(y, width);
  const left = single ? 52 : Math.max(52, names + 24);
  const area: Area = {
    left,
    right: width - (single ? 18 : Math.min(NAME, Math.ceil(1.15 * names) + 16)),
    top,
    bottom: top + HEIGHT,
  };
  const last = groups.reduce((most, { steps }) => Math.max(most, steps.at(-1)!.time), ticks.at(-1)!);
  const plane: Plane = {
    across: scaleLinear([0, last > 0 ? last : 1], [area.left, area.right]),
    up: scaleLinear([0, 1], [area.bottom, area.top]),
  };
  const bands = groups.length > BANDS ? [] : groups.map((group) => bandPath(group, plane));
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  const crowd = total > CROWD;
  const texts = groups.map((group) => (single ? "" : `${group.label}: `) + tell(group, figure));
  const below = area.bottom + footroom(x, area.right - area.left) + 4;
  const legend = below + ROW * (groups.length + 1) + 8;
  const marks = (
    <>
      <AxisLeft area={area} ticks={linearTicks(plane.up, 5)} label={y} />
      <AxisBottom area={area} ticks={ticks.map((tick) => ({ at: plane.across(tick), text: String(tick) }))} label={x} />
      {bands.map((d, i) => d !== "" && <path class={`limits ${seriesOf(i)}`} d={d} />)}
      {groups.map((group, i) => (
        <Curve group={group} place={i} plane={plane} text={texts[i]!} crowd={crowd} many={isMany(groups)} />
      ))}
      {!single && <Names groups={groups} plane={plane} area={{ ...area, right: width }} />}
      <AtRisk figure={figure} plane={plane} top={below} room={single ? 0 : left - 24} />
      <Legend texts={texts} top={legend} width={width} />
    </>
  );
  const censored = groups.some(({ n, events }) => n > events);
  const cross = crowd ? "Censored subjects are too many to be marked." : "Ticks across a curve: censored.";
  return {
    width,
    height: legend + legendHeight({ texts, width }) + 4,
    description: `Steps by Kaplan-Meier, ${y} against ${x}. ${texts.join("; ")}. At risk at ${ticks.join(", ")}: ${groups.map(({ label, life }) => `${label} ${life.map(({ atRisk }) => atRisk).join(", ")}`).join("; ")}.`,
    key: `Steps: Kaplan-Meier estimate. ${censored ? `${cross} ` : ""}${limited(figure, bands)}${isMany(groups) ? " The table behind has the times of the counts at risk." : ""}`,
    marks,
  };
}

/** "n 72, 50 events, median 6.9 months (95 % CI 5.1 to 9.0)". */
function tell({ n, events, median: { estimate, low, high } }: Group, { unit, level }: Survival): string {
  const middle = estimate === undefined ? "not reached" : `${number(estimate)} ${unit}`;
  const interval = limits(low, high, level, low === undefined ? "no limit" : "not reached");
  return `n ${count(n)}, ${count(events)} ${events === 1 ? "event" : "events"}, median ${middle} ${interval}`;
}

/** Where the limits of the curves are. */
function limited({ groups, level, scale }: Survival, bands: readonly string[]): string {
  const limit = `pointwise ${percent(level)} % limits, ${scale}`;
  if (groups.every(({ steps }) => steps.every(({ low }) => low === undefined)))
    return "No limits: where a curve is at 1 or 0 nothing is known of its spread.";
  if (bands.length === 0)
    return `The ${limit}, are in the table behind: bands of so many groups would hide each other.`;
  return `Band: ${limit}; none where a curve is at 1 or 0.`;
}

interface Drawn {
  readonly group: Group;
  readonly place: number;
  readonly plane: Plane;
  readonly text: string;
  readonly many: boolean;
  readonly crowd: boolean;
}

function Curve({ group, place, plane, text, many, crowd }: Drawn): VNode {
  const left = group.steps.filter(({ censored }) => censored > 0);
  const series = seriesOf(place);
  return (
    <g class={many ? "series many" : "series"}>
      <path class={`curve ${series}`} d={curvePath(group, plane)}>
        <title>{text}</title>
      </path>
      {many && !crowd && <path class={`censored ${series}`} d={ticksPath(left, plane)} />}
      {!many &&
        left.map((step) => (
          <path class={`censored ${series}`} d={ticksPath([step], plane)}>
            <title>{`${group.label}, ${number(step.time)}: ${count(step.censored)} censored of ${count(step.atRisk)} at risk`}</title>
          </path>
        ))}
    </g>
  );
}

interface Risk {
  readonly figure: Survival;
  readonly plane: Plane;
  readonly top: number;
  /** For the names of the groups. */
  readonly room: number;
}

function AtRisk({ figure: { groups, ticks }, plane, top, room }: Risk): VNode {
  return (
    <g class="risk">
      <text x={0} y={at(top + 10)} class="label">
        Subjects at risk
      </text>
      {groups.map(({ label, life }, i) => (
        <>
          {room > 0 && (
            <text x={0} y={at(top + 10 + ROW * (i + 1))}>
              {clip(label, room)}
            </text>
          )}
          {ticks.map((tick, k) => (
            <text x={at(plane.across(tick))} y={at(top + 10 + ROW * (i + 1))} class="middle">
              {count(life[k]!.atRisk)}
            </text>
          ))}
        </>
      ))}
    </g>
  );
}
