import type { Export } from "../../data/export.ts";
import { type Problem, Trouble } from "../../data/trouble.ts";
import { wells as wellsStage } from "../../stages/wells.ts";
import { spellWells } from "../store/well-list.ts";
import type { Study } from "../study.ts";

/** A card of an export, with its wells that may be used. */
export interface Held {
  readonly card: string;
  /** When the instrument ran it, as the export says. */
  readonly run: string;
  readonly wells: string;
}

export type Routed =
  | { readonly kind: "study"; readonly study: Study; readonly cards: readonly Held[] }
  /** It breaks off: the rest of it may still come. */
  | { readonly kind: "incomplete"; readonly reason: string }
  | { readonly kind: "refused"; readonly reason: string };

/** What says that an export is of another study, rather than that it is broken. */
const FOREIGN: ReadonlySet<string> = new Set(["sample-unknown", "assay-unknown", "panel-ambiguous"]);

/** Finds the study that an export belongs to: the one that lists all its samples and assays. */
export function route(source: Export, studies: readonly Study[]): Routed {
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

function tryStudy(source: Export, { panel, roster }: Study): { problems: readonly Problem[]; cards: Held[] } {
  try {
    const { wells } = wellsStage.run(
      { exports: [source], panel, samples: roster.samples, withheld: roster.withheld },
      {},
    );
    const byCard = new Map<number, number[]>();
    for (let row = 0; row < wells.length; row++) {
      const own = byCard.get(wells.card[row]!);
      if (own) own.push(wells.well[row]!);
      else byCard.set(wells.card[row]!, [wells.well[row]!]);
    }
    const cards = [...byCard].map(([index, own]): Held => {
      const { card, run } = wells.cards[index]!;
      return { card, run, wells: spellWells(own) };
    });
    return { problems: [], cards };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { problems: error.problems, cards: [] };
  }
}
