import { tellApart } from "../../data/card.ts";
import type { ReadExport } from "../../data/export.ts";
import { type Problem, Trouble } from "../../data/trouble.ts";
import { wells as wellsStage } from "../../stages/wells.ts";
import { spellWells } from "../store/well-list.ts";
import type { Study } from "../study.ts";

/** A card of an export, with its wells: also those whose subject has not consented, who may do so later. */
export interface Held {
  readonly card: string;
  /** When the instrument ran it, as the export says. */
  readonly run: string;
  readonly wells: string;
  /** Whether any of them may be used; of the others nothing is told. */
  readonly used: boolean;
}

export type Routed =
  | { readonly kind: "study"; readonly study: Study; readonly cards: readonly Held[] }
  /** It breaks off: the rest of it may still come. */
  | { readonly kind: "incomplete"; readonly reason: string }
  | { readonly kind: "refused"; readonly reason: string };

/** What says that an export is of another study, rather than that it is broken. */
const FOREIGN: ReadonlySet<string> = new Set(["sample-unknown", "assay-unknown", "panel-ambiguous"]);

/** Finds the study that an export belongs to: the one that lists all its samples and assays. */
export function route(source: ReadExport, studies: readonly Study[]): Routed {
  const tried = studies.map((study) => ({ study, ...tryStudy(source, study) }));
  const fits = tried.filter(({ problems }) => problems.length === 0);
  if (fits.length > 1) {
    const names = fits.map(({ study }) => study.name).join(", ");
    return {
      kind: "refused",
      reason: `Its samples are listed in several studies: ${names}. Give it a folder of its own.`,
    };
  }
  const [fit] = fits;
  if (fit) return { kind: "study", study: fit.study, cards: fit.cards };
  const broken = tried.find(({ problems }) => problems.some(({ code }) => !FOREIGN.has(code)));
  const told = (broken ? [broken] : tried).map(({ study, problems }) => {
    const reason = new Trouble(problems).message;
    return studies.length > 1 && !broken ? `${study.name}: ${reason}` : reason;
  });
  const codes = new Set(broken?.problems.map(({ code }) => code));
  const cut = broken !== undefined && codes.size === 1 && codes.has("file-truncated");
  return { kind: cut ? "incomplete" : "refused", reason: told.join("\n") };
}

function tryStudy(source: ReadExport, { panel, roster }: Study): { problems: readonly Problem[]; cards: Held[] } {
  try {
    const { wells } = wellsStage.run(
      { exports: [source], panel, samples: roster.samples, withheld: roster.withheld },
      {},
    );
    const used = new Set(Array.from(wells.card.subarray(0, wells.length), (index) => wells.cards[index]!.card));
    const cards = cardsOf(source).map((one) => ({ ...one, used: used.has(one.card) }));
    return { problems: [], cards };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { problems: error.problems, cards: [] };
  }
}

/** What an export holds of each card. */
function cardsOf({ file, extract }: ReadExport): Omit<Held, "used">[] {
  const cards = extract.cards.map((card) => ({ ...card, file }));
  tellApart(cards);
  const wells = cards.map((): number[] => []);
  for (let row = 0; row < extract.length; row++) wells[extract.columns.card[row]!]!.push(extract.columns.well[row]!);
  return cards.map(({ card, run }, index) => ({ card, run, wells: spellWells(wells[index]!) }));
}
