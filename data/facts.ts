import type { Assessment } from "./assessment.ts";
import type { ClinicalEvent } from "./clinical-event.ts";
import type { Fact } from "./fact.ts";
import type { Supplied } from "./supplied.ts";
import type { Toxicity } from "./toxicity.ts";

/** The dated clinical facts of one subject, each list in the order of days. */
export interface SubjectFacts {
  readonly subject: string;
  /** The first dose; undefined: not treated. */
  readonly start: Fact | undefined;
  /** By the columns of `Facts.groups`; "" where the cell is blank. */
  readonly groups: ReadonlyMap<string, string>;
  /** Whether the subject was in the dose-finding phase. */
  readonly doseFinding: boolean;
  /** Whether the subject counts for dose-limiting toxicity; undefined: not said. */
  readonly evaluable: boolean | undefined;
  readonly assessments: readonly Assessment[];
  readonly events: readonly ClinicalEvent[];
  readonly toxicities: readonly Toxicity[];
}

/** All that the measures of outcome are derived from: of the subjects who may be used, and of no other. */
export interface Facts {
  readonly subjects: readonly SubjectFacts[];
  /** The day after which nothing is known; undefined: all that is recorded is. */
  readonly cutoff: number | undefined;
  /** Columns by whose values the summary is also told. */
  readonly groups: readonly string[];
  /** Measures that a dataset brings along; a measure of which it brings any is used as given, and not as derived. */
  readonly supplied: readonly Supplied[];
  /** Whether the tables tell of it at all: what is not recorded has not "not happened". */
  readonly has: {
    readonly mrd: boolean;
    readonly cd22Blood: boolean;
    readonly cd22Marrow: boolean;
    readonly toxicities: boolean;
  };
}
