import { tellApart } from "../data/card.ts";
import type { Export } from "../data/export.ts";
import type { Assay } from "../data/panel.ts";
import { Troubles } from "../data/trouble.ts";
import { Wells } from "../data/well.ts";
import { discovering } from "./formats/discovering.ts";
import { Intake } from "./formats/intake.ts";
import { read } from "./formats/read.ts";

export interface Survey {
  /** Files that hold wells. */
  readonly files: readonly string[];
  /** Assays in order of appearance; control: the instrument's software calls it an endogenous control. */
  readonly assays: readonly { readonly id: string; readonly gene: string; readonly control: boolean }[];
  /** Samples with their cards; twice: the name is on several cards. */
  readonly samples: readonly { readonly sample: string; readonly card: string; readonly twice: boolean }[];
}

/** An assay as the instruments print it: GENE-assayid. */
const PRINTED = /^(.+)-([A-Z][a-z]\d{8}_[A-Za-z]\d+)$/;

/**
 * What exports hold, before there is a panel or a list of samples.
 *
 * @throws {Trouble} when a file cannot be read.
 */
export function survey(exports: readonly Export[]): Survey {
  const troubles = new Troubles();
  const assays: Assay[] = [];
  const wells = new Wells(discovering(assays), []);
  const intake = new Intake(wells, troubles);
  for (const source of exports) read(source, intake);
  tellApart(wells.cards);
  intake.finish(() => false);
  troubles.stop();
  const controls = new Set<number>();
  const pairs = new Map<string, { readonly sample: string; readonly card: string }>();
  for (let row = 0; row < wells.length; row++) {
    if (/endogenous/i.test(wells.texts[wells.task[row]!]!)) controls.add(wells.assay[row]!);
    const pair = { sample: intake.names[wells.sample[row]!]!.trim(), card: wells.cards[wells.card[row]!]!.card };
    pairs.set(JSON.stringify(pair), pair);
  }
  const samples = [...pairs.values()];
  const counts = new Map<string, number>();
  for (const { sample } of samples) counts.set(sample, (counts.get(sample) ?? 0) + 1);
  return {
    files: [...new Set(wells.cards.map((card) => card.file))],
    assays: assays.map(({ assay }, index) => {
      const printed = PRINTED.exec(assay);
      return { id: printed?.[2] ?? "", gene: printed?.[1] ?? assay, control: controls.has(index) };
    }),
    samples: samples.map((pair) => ({ ...pair, twice: counts.get(pair.sample)! > 1 })),
  };
}
