import { tellApart } from "../data/card.ts";
import type { Export } from "../data/export.ts";
import type { Assay } from "../data/panel.ts";
import type { Code } from "../data/remedies.ts";
import { type Problem, Troubles } from "../data/trouble.ts";
import { Wells } from "../data/well.ts";
import { discovering } from "./formats/discovering.ts";
import { Intake } from "./formats/intake.ts";
import { read } from "./formats/read.ts";
import { layoutOf } from "./layout.ts";

export interface Survey {
  /** Files that hold wells. */
  readonly files: readonly string[];
  /** Files that are no exports that are known, or cannot be opened: why. */
  readonly others: readonly Problem[];
  /** By layout, the cards that have it. */
  readonly layouts: ReadonlyMap<string, readonly string[]>;
  /** Assays in order of appearance; control: the instrument's software calls it an endogenous control. */
  readonly assays: readonly { readonly id: string; readonly gene: string; readonly control: boolean }[];
  /** Samples with their cards; twice: the name is on several cards. */
  readonly samples: readonly { readonly sample: string; readonly card: string; readonly twice: boolean }[];
}

const NO_EXPORT: ReadonlySet<Code> = new Set(["format-unknown", "file-broken"]);

/** An assay as the instruments print it: GENE-assayid. */
const PRINTED = /^(.+)-([A-Z][a-z]\d{8}_[A-Za-z]\d+)$/;

/**
 * What the exports among files hold, before there is a panel or a list of samples.
 *
 * @throws {Trouble} when an export cannot be read.
 */
export function survey(exports: Iterable<Export>): Survey {
  const troubles = new Troubles();
  const others: Problem[] = [];
  const assays: Assay[] = [];
  const wells = new Wells(discovering(assays), []);
  const intake = new Intake(wells, troubles);
  for (const source of exports) {
    const [before, known] = [wells.length, troubles.problems.length];
    read(source, intake);
    const told = troubles.problems.slice(known);
    if (wells.length > before || told.length === 0 || !told.every(({ code }) => NO_EXPORT.has(code))) continue;
    troubles.problems.length = known;
    others.push(told[0]!);
  }
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
    others,
    layouts: layoutsOf(wells),
    files: [...new Set(wells.cards.map((card) => card.file))],
    assays: assays.map(({ assay }, index) => {
      const printed = PRINTED.exec(assay);
      return { id: printed?.[2] ?? "", gene: printed?.[1] ?? assay, control: controls.has(index) };
    }),
    samples: samples.map((pair) => ({ ...pair, twice: counts.get(pair.sample)! > 1 })),
  };
}

/** Puts the wells in the order of their cards. */
function layoutsOf(wells: Wells): Map<string, string[]> {
  wells.reorder(
    Uint32Array.from({ length: wells.length }, (_, row) => row).sort(
      (a, b) => wells.card[a]! - wells.card[b]! || a - b,
    ),
  );
  const layouts = new Map<string, string[]>();
  for (let from = 0, to = 0; from < wells.length; from = to) {
    const card = wells.card[from]!;
    while (to < wells.length && wells.card[to] === card) to++;
    const layout = layoutOf(wells, card, from, to);
    layouts.set(layout, [...(layouts.get(layout) ?? []), wells.cards[card]!.card]);
  }
  return layouts;
}
