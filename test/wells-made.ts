import { type Panel, panelOf } from "../data/panel.ts";
import type { Sample } from "../data/sample.ts";
import { defaults } from "../data/setting.ts";
import { MEASURED, UNDETERMINED, Wells } from "../data/well.ts";
import { expression } from "../stages/expression.ts";
import { quality } from "../stages/quality.ts";
import { nothingKnown } from "./subjects.ts";

// Wells in memory: small studies as a test tells them, through quality and expression as any other.

/** A well's Ct in cycles; null is undetermined. A list is replicates. */
export type Ct = number | null | readonly (number | null)[];

export interface MadeAssay {
  readonly gene: string;
  readonly role: "reference" | "target" | "control";
  readonly efficiency?: number;
  readonly efficiencySe?: number;
}

export interface MadeSample {
  readonly sample: string;
  /** "" is a control. */
  readonly subject: string;
  readonly visit?: string;
  readonly card?: string;
  /** By assay, in the order of the panel; undefined: no well. */
  readonly cts: readonly (Ct | undefined)[];
}

export type MadeSettings = Partial<Parameters<typeof expression.run>[1] & Parameters<typeof quality.run>[1]>;

export function madePanel(assays: readonly MadeAssay[]): Panel {
  const rows = assays.map(({ gene, role, efficiency, efficiencySe }, at) => ({
    line: at + 2,
    row: {
      ...{ assay_id: undefined, gene, category: "", role, efficiency, efficiency_se: efficiencySe },
      ...{ ct_min: undefined, ct_max: undefined },
    },
    others: {},
  }));
  return panelOf({ file: "panel.csv", headings: [], rows });
}

export function madeWells(assays: readonly MadeAssay[], made: readonly MadeSample[]): Wells {
  const samples = made.map(({ sample, subject, visit = "V1", card = "" }, at): Sample => {
    return { sample, card, subject, visit, time: "pre", hours: 0, collected: "", columns: {}, line: at + 2 };
  });
  const wells = new Wells(madePanel(assays), samples);
  const cards = [...new Set(made.map(({ card = "C" }) => card))];
  for (const card of cards)
    wells.cards.push({
      card,
      part: "",
      instrument: "",
      software: "",
      file: `${card}.txt`,
      format: "made",
      run: "",
      columns: 24,
    });
  made.forEach(({ cts, card = "C" }, sample) => {
    cts.forEach((several, assay) => {
      if (several === undefined) return;
      for (const ct of typeof several === "object" && several !== null ? several : [several]) {
        const row = wells.add();
        wells.card[row] = cards.indexOf(card);
        wells.well[row] = row + 1;
        wells.sample[row] = sample;
        wells.assay[row] = assay;
        wells.ct[row] = ct ?? Number.NaN;
        wells.state[row] = ct === null ? UNDETERMINED : MEASURED;
        wells.vendorMean[row] = Number.NaN;
      }
    });
  });
  return wells;
}

/** The samples through quality and expression. */
export function expressed(assays: readonly MadeAssay[], samples: readonly MadeSample[], set: MadeSettings = {}) {
  const wells = madeWells(assays, samples);
  const looked = quality.run(
    { wells, exclusions: [], moments: [], contrasts: [], study: nothingKnown },
    { ...defaults(quality.settings), ...set },
  );
  return expression.run({ wells, quality: looked, moments: [] }, { ...defaults(expression.settings), ...set });
}
