import type { Export } from "../data/export.ts";
import type { Assay } from "../data/panel.ts";
import { Troubles } from "../data/trouble.ts";
import { MEASURED, UNDETERMINED, Wells } from "../data/well.ts";
import { discovering } from "../stages/formats/discovering.ts";
import { Intake } from "../stages/formats/intake.ts";
import { read } from "../stages/formats/read.ts";

/** What exports give without any option, whatever panel and samples there are. */
export function readAlone(...exports: readonly Export[]) {
  const troubles = new Troubles();
  const assays: Assay[] = [];
  const wells = new Wells(discovering(assays), []);
  const intake = new Intake(wells, troubles);
  for (const one of exports) read(one, intake);
  intake.finish(() => false);
  const rows = Array.from({ length: wells.length }, (_, row) => ({
    card: wells.cards[wells.card[row]!]!.card,
    well: wells.well[row]!,
    sample: intake.names[wells.sample[row]!]!,
    assay: assays[wells.assay[row]!]!.assay,
    ct: wells.state[row] === MEASURED ? String(wells.ct[row]) : "",
    undetermined: wells.state[row] === UNDETERMINED,
    omitted: wells.omitted[row] === 1,
    flags: wells.texts[wells.flags[row]!]!,
    vendorMean: wells.vendorMean[row]!,
    line: wells.line[row]!,
  }));
  return { rows, cards: wells.cards, problems: troubles.problems };
}
