import type { VNode } from "preact";
import { columns } from "../../data/column.ts";
import type { CardMap } from "../../data/figure.ts";
import { count } from "../numbers.ts";
import { at, type Drawing, type FigureKind } from "./figure.ts";

/** Side of a well; a 16 by 24 card is then as wide as the text. */
const SIDE = 27;
const LEFT = 26;
const TOP = 24;

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
    }),
    rows: wells.map(({ position, label, ct, flagged }) => ({ position, label, ct, flagged })),
  }),
};

function draw({ rows, columns: across, wells }: CardMap): Drawing {
  const width = LEFT + across * SIDE + 2;
  const legend = TOP + rows * SIDE + 14;
  const open = wells.filter(({ ct }) => ct === undefined);
  const flagged = wells.filter((well) => well.flagged);
  const counts = `${count(wells.length)} wells, ${count(open.length)} without Ct, ${count(flagged.length)} flagged`;
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
      <path class="flag" d={flagged.map((well) => `M${left(well) + SIDE - 9} ${top(well)}h7v7z`).join("")} />
      <Legend y={legend} />
    </g>
  );
  return {
    width,
    height: legend + 34,
    description: `Card of ${rows} rows and ${across} columns: ${counts}.`,
    key: `${counts}. Darker (on a dark screen lighter): lower Ct, more RNA. Empty frame: undetermined, or no result. Corner: flagged.`,
    marks,
  };
}

/** Wells of one step in one path: a card then takes 5 kB instead of 40. */
function squares(wells: readonly Well[]): string {
  const side = SIDE - 3;
  return wells.map((well) => `M${left(well)} ${top(well)}h${side}v${side}h-${side}z`).join("");
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
