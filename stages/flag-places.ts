import type { Flag } from "../data/flag.ts";
import type { Wells } from "../data/well.ts";
import { sampleKey } from "./sample-key.ts";

/** Flags that are not on single wells, by what they are about. */
export interface FlagPlaces {
  /** Of the sample itself, by its index in `wells.samples`. */
  readonly ofSample: ReadonlyMap<number, readonly Flag[]>;
  /** Of its replicates of an assay. */
  readonly ofReplicates: ReadonlyMap<number, readonly Flag[]>;
  /** The names of the cards that hold wells of a sample. */
  readonly cardsOf: ReadonlyMap<number, ReadonlySet<string>>;
}

/** Finds the samples and cards that flags are about. */
export function flagPlaces(wells: Wells, flags: readonly Flag[]): FlagPlaces {
  const byKey = new Map(wells.samples.map(({ sample, card }, index) => [sampleKey(sample, card), index]));
  const ofSample = new Map<number, Flag[]>();
  const ofReplicates = new Map<number, Flag[]>();
  for (const flag of flags) {
    if (flag.scope !== "sample" && flag.scope !== "assay") continue;
    const name = flag.sample ?? "";
    const index = byKey.get(sampleKey(name, flag.card ?? "")) ?? byKey.get(sampleKey(name, ""));
    if (index === undefined) continue;
    const places = flag.scope === "sample" ? ofSample : ofReplicates;
    const found = places.get(index);
    if (found) found.push(flag);
    else places.set(index, [flag]);
  }
  return { ofSample, ofReplicates, cardsOf: cardsOf(wells) };
}

/** Neighbouring wells mostly share card and sample. */
function cardsOf(wells: Wells): Map<number, Set<string>> {
  const cards = new Map<number, Set<string>>();
  for (let row = 0; row < wells.length; row++) {
    const sample = wells.sample[row]!;
    if (row > 0 && wells.sample[row - 1] === sample && wells.card[row - 1] === wells.card[row]) continue;
    const card = wells.cards[wells.card[row]!]!.card;
    const found = cards.get(sample);
    if (found) found.add(card);
    else cards.set(sample, new Set([card]));
  }
  return cards;
}

/** What moves a result, or may. */
export function isGrave({ level }: Flag): boolean {
  return level === "caution" || level === "exclude";
}
