import type { Outcome } from "./outcome.ts";
import type { Subject } from "./subject.ts";

/** What is known of a study beside its samples and their wells. */
export interface StudyKnown {
  /** Subjects who may be used. */
  readonly subjects: readonly Subject[];
  readonly outcomes: readonly Outcome[];
  /** The date of consent of each of them as written; "" where none is kept. */
  readonly consented: ReadonlyMap<string, string>;
  /** How many of their samples were collected before it, and so are withheld. */
  readonly early: number;
}
