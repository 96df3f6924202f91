import type { Columns } from "./column.ts";
import type { Provenance } from "./provenance.ts";
import type { Summary } from "./summary.ts";
import type { Trace } from "./trace.ts";

/** A step on the way of the participants into the comparisons, and its parts: visits and times, or contrasts. */
export interface Step {
  readonly label: string;
  readonly value: number;
  readonly note: string;
  readonly parts: readonly { readonly label: string; readonly value: number }[];
}

/** All that the report is drawn from. It holds no time: two runs of the same inputs give the same report to the byte. */
export interface Report {
  readonly study: string;
  /** The study in one sentence. */
  readonly sentence: string;
  /** What the reviewer can take away, in words, with its uncertainty. */
  readonly verdict: readonly string[];
  readonly flow: readonly Step[];
  readonly sections: readonly {
    readonly name: string;
    readonly title: string;
    /** What the section holds and how it is read. */
    readonly about: string;
    readonly summary: Summary;
  }[];
  readonly dictionary: readonly { readonly table: string; readonly columns: Columns }[];
  readonly provenance: Provenance;
  /** What every gene's numbers were made of; undefined where the study is too large for a page. */
  readonly trace: Trace | undefined;
  /** The command that makes this run again. */
  readonly command: string;
}
