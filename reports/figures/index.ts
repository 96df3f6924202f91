import type { Figure } from "../../data/figure.ts";
import { card } from "./card.tsx";
import type { FigureKind } from "./figure.ts";
import { forest } from "./forest.tsx";
import { heat } from "./heat.tsx";
import { pairs } from "./pairs.tsx";
import { profile } from "./profile.tsx";
import { roc } from "./roc.tsx";
import { strip } from "./strip.tsx";
import { survival } from "./survival.tsx";
import { volcano } from "./volcano.tsx";

/** The shelf: every kind of figure the report can draw. The compiler asks for the missing one. */
export const figures: { readonly [K in Figure["kind"]]: FigureKind<Extract<Figure, { kind: K }>> } = {
  volcano,
  pairs,
  strip,
  forest,
  card,
  survival,
  roc,
  heat,
  profile,
};

/** The kind that draws this figure. */
export function kindOf<F extends Figure>(figure: F): FigureKind<F> {
  return figures[figure.kind] as unknown as FigureKind<F>;
}
