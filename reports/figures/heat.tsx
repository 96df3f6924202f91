import { median } from "d3-array";
import type { VNode } from "preact";
import { columns } from "../../data/column.ts";
import type { Heat } from "../../data/figure.ts";
import { count, number, percent } from "../numbers.ts";
import { at, type Drawing, type FigureKind } from "./figure.ts";
import { MIDDLE, runs, STEPS, spansOf, stepOf } from "./heat-cells.ts";
import { groupLegend, HeatLegend, letter } from "./heat-legend.tsx";
import { clip, widthOf, wrap } from "./wrap.ts";

/** Room of all columns together, their widest, and the width from which each has its name. */
const ROOM = 720;
const WIDEST = 18;
const NAMED = 9;
const ROW = 12;
const GAP = 6;
const LEFT = 96;
const RIGHT = 160;
const FOOT = 92;

export const heat: FigureKind<Heat> = {
  kind: "heat",
  count: ({ rows, columns }) => rows.length * columns.length,
  draw,
  rows: ({ rows, columns: across, z, from }) => ({
    columns: columns({
      gene: { kind: "text", meaning: "Row" },
      category: { kind: "text", meaning: "Group of rows" },
      middle: { kind: "number", meaning: from },
      group: { kind: "text", meaning: "Group of columns" },
      detected: { kind: "count", meaning: "Columns of the group with a value" },
      not_detected: { kind: "count", meaning: "Columns of the group that are not detected" },
      median: { kind: "number", meaning: `Median over the group of: ${z}; blank where half or more are not detected` },
      lowest: { kind: "number", meaning: `Lowest measured of: ${z}` },
      highest: { kind: "number", meaning: `Highest measured of: ${z}` },
    }),
    rows: rows.flatMap(({ label, group: category, middle, cells }) =>
      spansOf(across).map(({ group, start, length }) => {
        const own = cells.slice(start, start + length);
        const values = own.filter((cell) => typeof cell === "number").sort((a, b) => a - b);
        const open = own.filter((cell) => cell === "not detected").length;
        return {
          ...{ gene: label, category, middle, group, detected: values.length, not_detected: open },
          median: open < values.length ? median([...new Array<number>(open).fill(-Infinity), ...values]) : undefined,
          ...{ lowest: values[0], highest: values.at(-1) },
        };
      }),
    ),
  }),
};

function draw({ rows, columns: across, z }: Heat): Drawing {
  const column = Math.min(WIDEST, Math.max(0.5, Math.floor((2 * ROOM) / across.length) / 2));
  const spans = spansOf(across);
  const bands = spansOf(rows);
  const lettered = spans.length > 1;
  const names = column >= NAMED;
  const head = lettered ? groupLegend(spans, across.length * column + GAP * (spans.length - 1) + RIGHT) : [];
  const top = 8 + 16 * head.length + (lettered ? 20 : 0);
  const placed = spans.map((span, i) => ({ ...span, x: LEFT + span.start * column + GAP * i }));
  const stacked = bands.map((band, i) => ({ ...band, y: top + band.start * ROW + GAP * i }));
  const last = placed.at(-1)!;
  const right = last.x + last.length * column;
  const bottom = stacked.at(-1)!.y + stacked.at(-1)!.length * ROW;
  const under = bottom + (names ? Math.max(...across.map(({ label }) => widthOf(clip(label, 84)))) * 0.75 + 14 : 14);
  const all = rows.length * across.length;
  const open = rows.reduce((sum, { cells }) => sum + cells.filter((cell) => cell === "not detected").length, 0);
  const none = rows.reduce((sum, { cells }) => sum + cells.filter((cell) => cell === undefined).length, 0);
  const marks = (
    <g class="heat">
      {head.map((text, i) => (
        <text x={LEFT} y={14 + 16 * i}>
          {text}
        </text>
      ))}
      {lettered &&
        placed.map(({ x, length, group }, i) => (
          <>
            <path
              class={i % 2 === 0 ? "head" : "head other"}
              d={`M${at(x)} ${top - 17}h${at(length * column)}v13h-${at(length * column)}z`}
            >
              <title>{`${letter(i)}: ${group}, n = ${count(length)}`}</title>
            </path>
            <text x={at(x + (length * column) / 2)} y={top - 7} class="middle tiny label">
              {letter(i)}
            </text>
          </>
        ))}
      {stacked.map(({ start, length, group, y }) => (
        <>
          {rows.slice(start, start + length).map(({ label, middle, cells }, i) => (
            <text x={LEFT - 5} y={at(y + (i + 0.8) * ROW)} class="end tiny" data-gene={label}>
              <title>{`${label} (${group}): ${middle === undefined ? "nowhere detected" : `0 is ${number(middle)}`}, not detected in ${count(cells.filter((cell) => cell === "not detected").length)} of ${count(across.length)}`}</title>
              {clip(label, LEFT)}
            </text>
          ))}
          <path class="rule" d={`M${at(right + 6)} ${at(y)}h4v${length * ROW}h-4`} />
          {wrap(group, RIGHT - 20)
            .slice(0, length)
            .map((line, i, lines) => (
              <text x={at(right + 16)} y={at(y + (length * ROW) / 2 + 4 + 14 * (i - (lines.length - 1) / 2))}>
                {line}
              </text>
            ))}
          {placed.map((span) => {
            const block = rows
              .slice(start, start + length)
              .map(({ cells }) => cells.slice(span.start, span.start + span.length));
            return <Block cells={block} x={span.x} y={y} column={column} />;
          })}
        </>
      ))}
      {names &&
        placed.map(({ start, length, x }) =>
          across.slice(start, start + length).map(({ label }, i) => {
            const [cx, cy] = [at(x + (i + 0.5) * column + 3), at(bottom + 5)];
            return (
              <text x={cx} y={cy} transform={`rotate(-90 ${cx} ${cy})`} class="end fine">
                {clip(label, 84)}
              </text>
            );
          }),
        )}
      <HeatLegend x={LEFT} y={under} z={z} />
    </g>
  );
  return {
    width: Math.max(right + RIGHT, LEFT + 620),
    height: under + FOOT - 24,
    description: `Heat map of ${count(rows.length)} rows by ${count(across.length)} columns: ${z}. ${bands.map(({ group, length }) => `${group}: ${count(length)} rows`).join("; ")}. ${spans.map(({ group, length }) => `${group}: ${count(length)} columns`).join("; ")}.`,
    key: `${count(rows.length)} rows by ${count(across.length)} columns. Blue: lower; orange: higher. Bar in an empty cell: not detected (${count(open)} of ${count(all)}, ${percent(open, all)}). Empty: no value (${count(none)}).${names ? "" : " Columns are too many for their names."}`,
    marks,
  };
}

interface Cells {
  readonly cells: readonly Heat["rows"][number]["cells"][];
  readonly x: number;
  readonly y: number;
  readonly column: number;
}

/** One block of cells, on a grid of whole numbers: the middle step is its ground, the other steps lie over it. */
function Block({ cells, x, y, column }: Cells): VNode {
  const open = runs(cells, (cell) => cell === "not detected");
  const none = runs(cells, (cell) => cell === undefined);
  return (
    <g class="cells" transform={`translate(${at(x)} ${at(y)}) scale(${column} ${ROW})`}>
      <path class={`ground h${MIDDLE}`} d={`M0 0h${cells[0]!.length}v${cells.length}H0z`} />
      {Array.from({ length: STEPS }, (_, step) => step)
        .filter((step) => step !== MIDDLE)
        .map((step) => ({ step, d: runs(cells, (cell) => typeof cell === "number" && stepOf(cell) === step) }))
        .filter(({ d }) => d !== "")
        .map(({ step, d }) => (
          <path class={`h${step}`} d={d} />
        ))}
      {none + open !== "" && <path class="none" d={none + open} />}
      {open !== "" && <path class="open" d={open} />}
    </g>
  );
}
