import type { Outcome } from "../../data/outcome.ts";
import type { Troubles } from "../../data/trouble.ts";
import { binary } from "./binary.ts";
import { categories } from "./categories.ts";
import { continuous } from "./continuous.ts";
import type { Answers, Asked } from "./method.ts";
import { ordered } from "./ordered.ts";
import { timeToEvent } from "./time-to-event.ts";

/** By the kind of the outcome. */
export const methods = { binary, ordered, categories, continuous, "time-to-event": timeToEvent } as const;

/** How the subjects answer to an outcome of any kind. */
export function ask(outcome: Outcome, asked: Asked, troubles: Troubles): Answers {
  switch (outcome.kind) {
    case "binary":
      return binary.read(outcome, asked, troubles);
    case "ordered":
      return ordered.read(outcome, asked, troubles);
    case "categories":
      return categories.read(outcome, asked, troubles);
    case "continuous":
      return continuous.read(outcome, asked, troubles);
    case "time-to-event":
      return timeToEvent.read(outcome, asked, troubles);
  }
}
