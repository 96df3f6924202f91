import type { Card } from "../data/card.ts";
import type { Wells } from "../data/well.ts";

/** The cards that have a well which may be used. */
export function usedCards(wells: Wells): Card[] {
  const used = new Uint8Array(wells.cards.length);
  for (let row = 0; row < wells.length; row++) used[wells.card[row]!] = 1;
  return wells.cards.filter((_, card) => used[card] === 1);
}
