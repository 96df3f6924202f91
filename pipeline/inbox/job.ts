import type { Store } from "../store/store.ts";
import type { ProcessOptions, Tell } from "./options.ts";

/** One call of process: what it works with, and what came of it so far (as in `Processed`). */
export interface Job {
  readonly store: Store;
  readonly options: ProcessOptions;
  readonly tell: Tell;
  /** Uploads that were asked to be taken up again by name: they hold, though a later analysis does. */
  readonly insisted: ReadonlySet<string>;
  waiting: number;
  ingested: number;
  quarantined: number;
  readonly failed: { readonly study: string; readonly reason: string }[];
  readonly runs: string[];
}
