import { position } from "../../data/card.ts";
import type { ColumnMap } from "../../data/column-map.ts";
import type { Assay } from "../../data/panel.ts";
import type { Sample } from "../../data/sample.ts";
import { type Problem, Troubles } from "../../data/trouble.ts";
import { MEASURED, UNDETERMINED, Wells } from "../../data/well.ts";
import { open } from "../../pipeline/containers/open.ts";
import { discovering } from "../../stages/formats/discovering.ts";
import { Intake } from "../../stages/formats/intake.ts";
import { read } from "../../stages/formats/read.ts";
import { assign } from "../../stages/samples.ts";
import type { MadeWell } from "../formats/made-card.ts";

export interface Taken {
  readonly wells: readonly (MadeWell & { readonly position: string })[];
  readonly cards: readonly string[];
  readonly problems: readonly Problem[];
  /** Lines of headings, from 1. */
  readonly headings: readonly number[];
}

/** What an export holds, whatever panel and samples there are; `map`: what the study says of its columns. */
export function taken(bytes: Uint8Array, map?: ColumnMap): Taken {
  const troubles = new Troubles();
  const assays: Assay[] = [];
  const samples: Sample[] = [];
  const wells = new Wells(discovering(assays), samples);
  wells.assay = new Uint32Array(0);
  const intake = new Intake(wells, troubles);
  const headings: number[] = [];
  intake.account = ({ line }) => headings.push(line);
  read(open({ file: "export.bin", bytes, columns: map && { map, from: "study.yaml line 1" } }), intake);
  const blank = { card: "", subject: "", visit: "", time: "", hours: undefined, collected: "", columns: {}, line: 0 };
  for (const sample of new Set(intake.names.map((name) => name.trim()))) samples.push({ sample, ...blank });
  assign(intake, new Set());
  const rows = Array.from({ length: wells.length }, (_, row) => {
    const state = wells.state[row]!;
    if ((state === MEASURED) !== (wells.ct[row]! > 0 && wells.ct[row]! <= 60))
      throw new Error(`row ${row} has the Ct ${wells.ct[row]} and the state ${state}`);
    const { columns } = wells.cards[wells.card[row]!]!;
    return {
      well: wells.well[row]!,
      position: columns > 0 ? position(wells.well[row]!, columns) : "",
      sample: samples[wells.sample[row]!]!.sample,
      assay: assays[wells.assay[row]!]!.assay.trim(),
      task: "target" as const,
      ct: state === MEASURED ? String(wells.ct[row]!) : state === UNDETERMINED ? "undetermined" : "blank",
      omitted: wells.omitted[row] === 1,
    };
  });
  return { wells: rows, cards: wells.cards.map(({ card }) => card), problems: troubles.problems, headings };
}
