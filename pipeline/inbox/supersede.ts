import type { Ledger } from "../store/ledger.ts";
import type { Upload } from "../store/rows.ts";
import { readWells } from "../store/well-list.ts";
import type { Held } from "./route.ts";

export type Superseded =
  | { readonly kind: "takes"; readonly uploads: readonly string[] }
  | { readonly kind: "conflict"; readonly reason: string };

/** The upload that would take another's place; `insisted`: a person asked for it by name. */
type Superseding = Pick<Upload, "sha256" | "received"> & { readonly insisted: boolean };

/**
 * What an export takes the place of: a card of the same run that holds no other wells is analysed anew. Other wells of a
 * card are another part of it. Whatever is neither is for people to decide.
 */
export function supersede(ledger: Ledger, study: string, cards: readonly Held[], by: Superseding): Superseded {
  const whole = new Map(cards.map((one) => [one.card, one]));
  const uploads = new Set<string>();
  for (const { card, run, wells } of cards) {
    const own = readWells(wells);
    for (const before of ledger.cards(study, card)) {
      const there = readWells(before.wells);
      const shared = [...there].filter((well) => own.has(well)).length;
      const { name, received } = ledger.upload(before.sha256)!;
      if (run !== "" && before.run !== "" && run !== before.run)
        return conflict(`The card ${card} was run on ${before.run} by ${name}, and on ${run} by this file.`);
      if (shared === 0) continue;
      if (!by.insisted && received > by.received) {
        const text = `The card ${card} was analysed anew since, by ${name}, which holds.`;
        return conflict(text, `If this one is to hold, take it up by its hash: --retry ${by.sha256.slice(0, 12)}.`);
      }
      if (shared < there.size)
        return conflict(`Of the card ${card}, ${name} holds ${there.size} wells, and this file ${shared} of them.`);
      uploads.add(before.sha256);
    }
  }
  for (const sha256 of uploads) {
    const lost = ledger.cardsOf(sha256).find(({ card }) => !whole.has(card));
    if (lost) {
      const { name } = ledger.upload(sha256)!;
      return conflict(`It holds cards of ${name} again, but not its card ${lost.card}, which would be lost.`);
    }
  }
  return { kind: "takes", uploads: [...uploads].sort() };
}

const DECIDE = "Decide which of them holds, export that one anew, and take the other away.";

function conflict(text: string, remedy = DECIDE): Superseded {
  return { kind: "conflict", reason: `${text}\n  -> ${remedy}` };
}
