import type { VNode } from "preact";
import { columns } from "../../data/column.ts";
import type { CardMap } from "../../data/figure.ts";
import { count, number } from "../numbers.ts";
import { at, type Drawing, type FigureKind } from "./figure.ts";
import { clip } from "./wrap.ts";

/** Side of a well; a 16 by 24 card is then as wide as the text. */
const SIDE = 27;
const LEFT = 26;
const TOP = 24;
/** Room for the names of samples at the right. */
const NAMES = 220;

/** The same edges for every card, so that two cards can be compared by eye. */
const EDGES = [18, 21, 24, 27, 30, 33, 36];

type Well = CardMap["wells"][number];

export const card: FigureKind<CardMap> = {
  kind: "card",
  count: ({ wells }) => wells.length,
  draw,
  rows: ({ wells }) => ({
    columns: columns({
      position: { kind: "text", meaning: "Row and column of the well" },
      label: { kind: "text", meaning: "What is in the well" },
      ct: { kind: "number", meaning: "Ct; blank: undetermined, or no result", unit: "cycles" },
      flagged: { kind: "yes-no", meaning: "A check raised a flag" },
      left_out: { kind: "yes-no", meaning: "Left out of every mean" },
      said: { kind: "text", meaning: "Why" },
    }),
    rows: wells.map(({ position, label, ct, flagged, out = false, said }) => {
      return { position, label, ct, flagged, left_out: out, said };
    }),
  }),
};

function draw({ rows, columns: across, wells, ports = [] }: CardMap): Drawing {
  const right = LEFT + across * SIDE;
  const legend = TOP + rows * SIDE + 14;
  const open = wells.filter(({ ct }) => ct === undefined);
  const flagged = wells.filter((well) => well.flagged);
  const out = wells.filter((well) => well.out);
  const counts = `${count(wells.length)} wells, ${count(open.length)} without Ct, ${count(flagged.length)} flagged, ${count(out.length)} left out`;
  const marks = (
    <g class="card">
      {Array.from({ length: across }, (_, i) => (
        <text x={at(LEFT + (i + 0.5) * SIDE)} y={TOP - 8} class="middle quiet">
          {i + 1}
        </text>
      ))}
      {Array.from({ length: rows }, (_, i) => (
        <text x={LEFT - 8} y={at(TOP + (i + 0.5) * SIDE + 4)} class="end quiet">
          {rowName(i)}
        </text>
      ))}
      {[...EDGES, Number.POSITIVE_INFINITY].map((_, step) => (
        <path class={`c${step}`} d={squares(wells.filter(({ ct }) => ct !== undefined && stepOf(ct) === step))} />
      ))}
      <path class="open" d={squares(open)} />
      {out.map((well) => (
        <>
          <path class="cross under" d={cross(well)} />
          <path class="cross" d={cross(well)}>
            <title>{told(well)}</title>
          </path>
        </>
      ))}
      {flagged.map((well) => (
        <path class="flag" d={`M${left(well) + SIDE - 12} ${top(well)}h9v9z`}>
          <title>{told(well)}</title>
        </path>
      ))}
      {ports.map(({ label, row, rows: deep }) => (
        <>
          <path class="port" d={`M${right + 4} ${TOP + row * SIDE + 2}h5v${deep * SIDE - 5}h-5`} />
          <text x={right + 15} y={at(TOP + (row + deep / 2) * SIDE + 3)}>
            <title>{label}</title>
            {clip(label, NAMES - 20)}
          </text>
        </>
      ))}
      <Legend y={legend} />
    </g>
  );
  return {
    width: Math.max(right + 2 + (ports.length > 0 ? NAMES : 0), LEFT + 76 + 66 * (EDGES.length + 1)),
    height: legend + 34,
    description: `Card of ${rows} rows and ${across} columns: ${counts}.`,
    key: `${counts}. Darker (on a dark screen lighter): lower Ct, more RNA. Dashed empty frame: undetermined, or no result. Corner: flagged. Crossed: left out of every mean. Nothing: no well.`,
    marks,
  };
}

/** Wells of one step in one path: a card then takes 5 kB instead of 40. */
function squares(wells: readonly Well[]): string {
  const side = SIDE - 3;
  return wells.map((well) => `M${left(well)} ${top(well)}h${side}v${side}h-${side}z`).join("");
}

function cross(well: Well): string {
  const side = SIDE - 9;
  const [x, y] = [left(well) + 3, top(well) + 3];
  return `M${x} ${y}l${side} ${side}M${x} ${y + side}l${side} -${side}`;
}

function told({ position, label, ct, said }: Well): string {
  return `${position}, ${label}: ${ct === undefined ? "no Ct" : `Ct ${number(ct, 4)}`}${said ? `; ${said}` : ""}`;
}

function left({ column }: Well): number {
  return LEFT + column * SIDE + 1;
}

function top({ row }: Well): number {
  return TOP + row * SIDE + 1;
}

function stepOf(ct: number): number {
  return EDGES.filter((edge) => ct >= edge).length;
}

function Legend({ y }: { y: number }): VNode {
  const texts = EDGES.map((edge, i) => (i === 0 ? `< ${edge}` : `${EDGES[i - 1]}–${edge}`));
  const steps = [...texts, `≥ ${EDGES.at(-1)}`];
  return (
    <>
      <text x={LEFT} y={y + 14}>
        Ct (cycles)
      </text>
      {steps.map((text, i) => (
        <>
          <path class={`c${i}`} d={`M${LEFT + 76 + i * 66} ${y + 2}h14v14h-14z`} />
          <text x={LEFT + 94 + i * 66} y={y + 14}>
            {text}
          </text>
        </>
      ))}
    </>
  );
}

/** A, B, ... Z, AA: rows of a plate. */
function rowName(row: number): string {
  return (row >= 26 ? String.fromCharCode(64 + Math.floor(row / 26)) : "") + String.fromCharCode(65 + (row % 26));
}
