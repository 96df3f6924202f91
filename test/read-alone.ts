import type { Card } from "../data/card.ts";
import type { Export } from "../data/export.ts";
import type { Assay } from "../data/panel.ts";
import { type Problem, Troubles } from "../data/trouble.ts";
import { Wells, wellStates } from "../data/well.ts";
import { loadOpener, open } from "../pipeline/containers/open.ts";
import { discovering } from "../stages/formats/discovering.ts";
import { Intake } from "../stages/formats/intake.ts";
import { read } from "../stages/formats/read.ts";

await loadOpener();

export interface AloneWell {
  readonly card: string;
  readonly well: number;
  readonly sample: string;
  readonly assay: string;
  readonly task: string;
  /** NaN unless measured. */
  readonly ct: number;
  readonly state: (typeof wellStates)[number];
  readonly written: string;
  readonly omitted: boolean;
  readonly flags: string;
  /** NaN: none. */
  readonly vendorMean: number;
  readonly line: number;
}

/** What the bytes of an export hold by themselves. */
export function readBytes(bytes: Uint8Array, file = "export.bin") {
  return readAlone(open({ file, bytes }));
}

/** What an export holds by itself, whatever panel and samples there are. */
export function readAlone(one: Export) {
  const troubles = new Troubles();
  const assays: Assay[] = [];
  const wells = new Wells(discovering(assays), []);
  wells.assay = new Uint32Array(0);
  const intake = new Intake(wells, troubles);
  read(one, intake);
  intake.finish(() => false);
  const rows = Array.from({ length: wells.length }, (_, row): AloneWell => {
    const card = wells.cards[wells.card[row]!]!.card;
    const sample = intake.names[wells.sample[row]!]!.trim();
    const assay = assays[wells.assay[row]!]!.assay.trim();
    const words = { task: wells.texts[wells.task[row]!]!, flags: wells.texts[wells.flags[row]!]! };
    const state = wellStates[wells.state[row]!]!;
    const numbers = { well: wells.well[row]!, ct: wells.ct[row]!, line: wells.line[row]! };
    const vendorMean = wells.vendorMean[row]!;
    return {
      card,
      sample,
      assay,
      ...words,
      state,
      ...numbers,
      vendorMean,
      written: wells.asWritten(row),
      omitted: wells.omitted[row] === 1,
    };
  });
  const nameless = intake.nameless.reduce((sum, { wells }) => sum + wells, 0);
  const cards: readonly Card[] = wells.cards;
  const problems: readonly Problem[] = troubles.problems;
  return { wells: rows, cards, problems, nameless, thresholds: wells.thresholds };
}

/** How many wells are in each state, of so many cards, samples and assays. */
export function told({ wells, cards, nameless }: ReturnType<typeof readAlone>) {
  const count = <T>(of: (well: AloneWell) => T) => new Set(wells.map(of)).size;
  return {
    wells: wells.length,
    undetermined: wells.filter(({ state }) => state === "undetermined").length,
    blank: wells.filter(({ state }) => state === "no-result").length,
    omitted: wells.filter(({ omitted }) => omitted).length,
    cards: cards.map(({ card }) => card),
    samples: count(({ sample }) => sample),
    assays: count(({ assay }) => assay),
    nameless,
  };
}
