import { instrumentFlags } from "../../data/instrument-flags.ts";
import { check } from "./check.ts";
import type { SaidOfWell } from "./well-flag.ts";

/** A flag that is raised on every well of a card says nothing of any of them: it is told once for the card. */
export const instrumentFlag = check({
  name: "instrument-flag",
  meaning: "Flags that the instrument raised",
  look({ wells }, raise) {
    if (wells.texts.length === 1) return;
    const wellsOf = new Uint32Array(wells.cards.length);
    const flagged = new Map<string, number>();
    const key = (row: number, word: string) => `${wells.card[row]!}\t${word}`;
    for (let row = 0; row < wells.length; row++) {
      wellsOf[wells.card[row]!]!++;
      if (wells.flags[row] === 0) continue;
      for (const word of wells.texts[wells.flags[row]!]!.split(";"))
        flagged.set(key(row, word), (flagged.get(key(row, word)) ?? 0) + 1);
    }
    const everywhere = (row: number, word: string) =>
      wellsOf[wells.card[row]!]! > 1 && flagged.get(key(row, word)) === wellsOf[wells.card[row]!];
    const told = new Set<string>();
    const said = new Map<string, SaidOfWell>();
    const saidOf = (word: string) => {
      const known = said.get(word) ?? {
        level: "note",
        observed: word,
        reason: `${meaning(word)}raised by the instrument`,
      };
      said.set(word, known);
      return known;
    };
    for (let row = 0; row < wells.length; row++) {
      if (wells.flags[row] === 0) continue;
      for (const word of wells.texts[wells.flags[row]!]!.split(";")) {
        if (!everywhere(row, word)) raise.well(row, saidOf(word));
        else if (!told.has(key(row, word))) {
          told.add(key(row, word));
          raise.other({
            level: "note",
            scope: "card",
            card: wells.cards[wells.card[row]!]!.card,
            file: wells.file(row),
            observed: word,
            reason: `${meaning(word)}raised on every well of the card, which says nothing of any of them`,
          });
        }
      }
    }
  },
});

/** "no amplification; ": what the vendor's name means; nothing of a name that is not known. */
function meaning(word: string): string {
  return Object.hasOwn(instrumentFlags, word) ? `${instrumentFlags[word]}; ` : "";
}
