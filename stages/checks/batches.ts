import { runDay } from "../../data/run-day.ts";
import type { Wells } from "../../data/well.ts";

/** Something that samples were handled together by: the level of each sample, "" where it is not known. */
export interface Batches {
  readonly name: string;
  readonly of: readonly string[];
  /** Whether the exports tell it: of card, day and month of the run each follows from the one before. */
  readonly run: boolean;
}

/** Card, day and month of the run as the exports tell them, and the columns of the samples table that are there. */
export function batches(wells: Wells, columns: string): Batches[] {
  const cards = cardsOf(wells);
  const ofCard = (say: (card: Wells["cards"][number]) => string | undefined) =>
    cards.map((card) => (card === undefined ? "" : (say(wells.cards[card]!) ?? "")));
  const asked = columns.split(",").map((name) => name.trim());
  return [
    { run: true, name: "card", of: ofCard(({ card }) => card) },
    { run: true, name: "day of the run", of: ofCard(({ run }) => runDay(run)?.day) },
    { run: true, name: "month of the run", of: ofCard(({ run }) => runDay(run)?.month) },
    ...asked.map((name) => ({
      run: false,
      name,
      of: wells.samples.map(({ columns }) => (name && columns[name]) || ""),
    })),
  ].filter(({ of }) => new Set(of.filter((level) => level !== "")).size > 1);
}

/** The card of each sample; undefined where it is on none, or on several. */
function cardsOf(wells: Wells): (number | undefined)[] {
  const cards = new Array<number | undefined>(wells.samples.length).fill(undefined);
  const several = new Set<number>();
  for (let row = 0; row < wells.length; row++) {
    const sample = wells.sample[row]!;
    const before = cards[sample];
    if (before === wells.card[row]) continue;
    if (before !== undefined && wells.cards[before]!.card !== wells.cards[wells.card[row]!]!.card) several.add(sample);
    cards[sample] = wells.card[row];
  }
  for (const sample of several) cards[sample] = undefined;
  return cards;
}
