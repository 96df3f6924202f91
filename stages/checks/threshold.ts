import { Automatic, automaticBaseline, automaticThreshold } from "../../data/thresholds.ts";
import { check } from "./check.ts";
import { medianOf } from "./median.ts";

/** A threshold twice as high reads every Ct one cycle later. */
export const threshold = check({
  name: "threshold",
  meaning:
    "Threshold of an assay on a card against its median over all cards, and whether threshold and baseline are automatic as on most cards",
  limits: {
    cycles: {
      default: 1,
      unit: "cycles",
      bounds: [0, 20],
      meaning: "How far the threshold of an assay may be from its median over all cards, as log2 of their ratio",
    },
  },
  finding: { noun: "card", text: "read with another threshold or baseline than the others" },
  look({ wells, limits }, raise) {
    const { cards, thresholds, panel } = wells;
    const off = cards.map(() => ({ assays: 0, cycles: 0, threshold: 0, baseline: 0 }));
    panel.assays.forEach((_, assay) => {
      const logs = cards.map((_, card) => Math.log2(thresholds.of(card, assay)));
      const middle = medianOf(logs);
      const automatic = cards.map((_, card) => automaticThreshold(thresholds.said(card, assay)));
      const baseline = cards.map((_, card) => automaticBaseline(thresholds.said(card, assay)));
      const [usual, usualBaseline] = [most(automatic), most(baseline)];
      cards.forEach((_, card) => {
        const cycles = logs[card]! - middle;
        const own = off[card]!;
        if (Math.abs(cycles) > limits.cycles) {
          own.assays++;
          if (Math.abs(cycles) > Math.abs(own.cycles)) own.cycles = cycles;
        }
        if (automatic[card] !== Automatic.unsaid && automatic[card] !== usual) own.threshold++;
        if (baseline[card] !== Automatic.unsaid && baseline[card] !== usualBaseline) own.baseline++;
      });
    });
    off.forEach(({ assays, cycles, threshold, baseline }, card) => {
      const at = { level: "caution", scope: "card", card: cards[card]!.card, file: cards[card]!.file } as const;
      const far = `${cycles > 0 ? "+" : ""}${cycles.toFixed(2)}`;
      if (assays > 0)
        raise.other({
          ...at,
          observed: `${assays} assays, up to ${far} cycles`,
          limit: String(limits.cycles),
          unit: "cycles",
          reason: "thresholds unlike those of the other cards: their Ct are not comparable",
        });
      for (const [many, what] of [[threshold, "threshold"] as const, [baseline, "baseline"] as const])
        if (many > 0)
          raise.other({
            ...at,
            observed: `${many} assays`,
            limit: "0",
            unit: `assays with another kind of ${what}`,
            reason: `the ${what} is automatic here and set by hand on most cards, or the other way round`,
          });
    });
  },
});

/** What most cards have; where as many have either, automatic. */
function most(saids: readonly number[]): number {
  const yes = saids.filter((said) => said === Automatic.yes).length;
  return yes >= saids.filter((said) => said === Automatic.no).length ? Automatic.yes : Automatic.no;
}
