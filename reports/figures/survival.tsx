import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { columns } from "../../data/column.ts";
import type { Survival } from "../../data/figure.ts";
import { count, number } from "../numbers.ts";
import { type Area, AxisBottom, AxisLeft, footroom, headroom } from "./axis.tsx";
import { at, CROWD, type Drawing, type FigureKind, MANY } from "./figure.ts";
import { placeLabels } from "./labels.ts";
import { linearTicks } from "./scale.ts";
import { Legend, legendHeight, limits, seriesOf } from "./series.tsx";
import { bandPath, curvePath, heightAt, type Plane, ticksPath } from "./steps.ts";
import { clip, widthOf } from "./wrap.ts";

/** Width of the drawing of one curve, and of more, with the room that their names take at both sides. */
const ONE = 480;
const MORE = 640;
const NAMES = 150;
const HEIGHT = 250;
const ROW = 16;
/** Bands of more groups than this would hide each other. */
const BANDS = 2;

type Group = Survival["groups"][number];

export const survival: FigureKind<Survival> = {
  kind: "survival",
  count: ({ groups }) => groups.reduce((sum, { n }) => sum + n, 0),
  draw,
  rows: ({ groups, unit, y, level, scale }) => ({
    columns: columns({
      group: { kind: "text", meaning: "Group" },
      time: { kind: "number", meaning: "A time at which somebody left, with the event or without", unit },
      at_risk: { kind: "count", meaning: "Subjects still followed at that time, those who leave then among them" },
      events: { kind: "count", meaning: "Events at that time" },
      censored: { kind: "count", meaning: "Subjects last followed at that time without the event" },
      estimate: { kind: "number", meaning: `${y} from that time on, by Kaplan-Meier` },
      low: { kind: "number", meaning: `Lower pointwise ${100 * level} % limit, ${scale}; blank where it is 1 or 0` },
      high: { kind: "number", meaning: `Upper pointwise ${100 * level} % limit, ${scale}; blank where it is 1 or 0` },
    }),
    rows: groups.flatMap(({ label: group, steps }) =>
      steps.map(({ time, atRisk, events, censored, survival, low, high }) => {
        return { group, time, at_risk: atRisk, events, censored, estimate: survival, low, high };
      }),
    ),
  }),
};

function draw(figure: Survival): Drawing {
  const { x, y, ticks, groups, level, scale } = figure;
  const single = groups.length === 1;
  const width = single ? ONE : MORE;
  const names = Math.min(NAMES, Math.max(...groups.map(({ label }) => widthOf(label))));
  const top = headroom(y, width);
  const left = single ? 52 : Math.max(52, names + 24);
  const area: Area = { left, right: width - (single ? 18 : Math.min(110, names + 12)), top, bottom: top + HEIGHT };
  const last = groups.reduce((most, { steps }) => Math.max(most, steps.at(-1)!.time), ticks.at(-1)!);
  const plane: Plane = {
    across: scaleLinear([0, last > 0 ? last : 1], [area.left, area.right]),
    up: scaleLinear([0, 1], [area.bottom, area.top]),
  };
  const banded = groups.length <= BANDS;
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  const crowd = total > CROWD;
  const texts = groups.map((group) => (single ? "" : `${group.label}: `) + tell(group, figure));
  const below = area.bottom + footroom(x, area.right - area.left) + 4;
  const legend = below + ROW * (groups.length + 1) + 8;
  const marks = (
    <>
      <AxisLeft area={area} ticks={linearTicks(plane.up, 5)} label={y} />
      <AxisBottom area={area} ticks={ticks.map((tick) => ({ at: plane.across(tick), text: String(tick) }))} label={x} />
      {banded && groups.map((group, i) => <path class={`limits ${seriesOf(i)}`} d={bandPath(group, plane)} />)}
      {groups.map((group, i) => (
        <Curve group={group} place={i} plane={plane} text={texts[i]!} crowd={crowd} many={total > MANY} />
      ))}
      {!single && <Names groups={groups} plane={plane} area={{ ...area, right: width, bottom: area.bottom + 8 }} />}
      <AtRisk figure={figure} plane={plane} top={below} room={single ? 0 : left - 24} />
      <Legend texts={texts} top={legend} width={width} />
    </>
  );
  const limit = `pointwise ${Number((100 * level).toPrecision(4))} % limits, ${scale}`;
  const bands = banded
    ? `Band: ${limit}.`
    : `The ${limit}, are in the table behind: bands of so many groups would hide each other.`;
  const censored = groups.some(({ n, events }) => n > events);
  const cross = crowd ? "Censored subjects are too many to be marked." : "Ticks across a curve: censored.";
  return {
    width,
    height: legend + legendHeight({ texts, width }) + 4,
    description: `Steps by Kaplan-Meier, ${y} against ${x}. ${texts.join("; ")}. At risk at ${ticks.join(", ")}: ${groups.map(({ label, atRisk }) => `${label} ${atRisk.join(", ")}`).join("; ")}.`,
    key: `Steps: Kaplan-Meier estimate. ${censored ? `${cross} ` : ""}${bands}`,
    marks,
  };
}

/** "n 72, 50 events, median 6.9 months (95 % CI 5.1 to 9.0)". */
function tell({ n, events, median: { estimate, low, high } }: Group, { unit, level }: Survival): string {
  const middle = estimate === undefined ? "not reached" : `${number(estimate)} ${unit}`;
  const interval = limits(low, high, level, low === undefined ? "no limit" : "not reached");
  return `n ${count(n)}, ${count(events)} ${events === 1 ? "event" : "events"}, median ${middle} ${interval}`;
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

/** How far along its curve a group's name may stand: at its end, or earlier where there is no room. */
const ALONG = [1, 0.8, 0.6, 0.4, 0.25, 0.1];

/** Each group's name beside its curve, where it covers no other. */
function Names({ groups, plane, area }: { groups: readonly Group[]; plane: Plane; area: Area }): VNode {
  const spans = groups.map(({ from, steps }) => [plane.across(from), plane.across(steps.at(-1)!.time)] as const);
  const taken = groups.flatMap((group, i) => {
    const [start, end] = spans[i]!;
    const length = Math.max(0, Math.floor((end - start - 6) / 8));
    return Array.from({ length }, (_, k) => ({ x: start + 8 * k, y: heightAt(group, start + 8 * k, plane) }));
  });
  const ends = groups.map((group, i) => ({ x: spans[i]![1], y: heightAt(group, spans[i]![1], plane) }));
  const names = groups.flatMap((group, i) => {
    const [start, end] = spans[i]!;
    const text = clip(group.label, NAMES);
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
      {groups.map(({ label, atRisk }, i) => (
        <>
          {room > 0 && (
            <text x={0} y={at(top + 10 + ROW * (i + 1))}>
              {clip(label, room)}
            </text>
          )}
          {ticks.map((tick, k) => (
            <text x={at(plane.across(tick))} y={at(top + 10 + ROW * (i + 1))} class="middle">
              {count(atRisk[k]!)}
            </text>
          ))}
        </>
      ))}
    </g>
  );
}
