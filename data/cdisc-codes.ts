import type { EventWord } from "./clinical-event.ts";

/** A result that a test of LB or RS gives, by the column of the table of assessments that it fills. */
export interface TestRule {
  /** LBTESTCD or RSTESTCD; in ADRS PARAMCD. */
  readonly test: string;
  /** LBSPEC, where it tells two results apart: BLOOD and BONE MARROW. */
  readonly specimen?: string | undefined;
  readonly column: ResultColumn;
  /** Whose result it is, for CD22. */
  readonly laboratory?: "central" | "local" | undefined;
}

export const resultColumns = [
  "marrow_blasts",
  "blood_blasts",
  "anc",
  "platelets",
  "extramedullary",
  "response",
  "mrd",
  "cd22_blood",
  "cd22_marrow",
] as const;
export type ResultColumn = (typeof resultColumns)[number];

/** What a code of a dataset means in a study. A code that is not listed is trouble; "*" stands for all that are not. */
export type Meanings<Word extends string> = Readonly<Record<string, Word | "nothing">>;

/** Which codes of CDISC datasets mean what: a study says it, for sponsors' codes differ and none is guessed. */
export interface CdiscCodes {
  readonly tests: readonly TestRule[];
  /** Words of a response or of extramedullary disease in the dataset, and what they are here; without one a word is itself. */
  readonly words: Readonly<Record<string, string>>;
  /** RSEVAL whose responses count; records of another are left out, those without RSEVAL are not. */
  readonly evaluator: string;
  /** By DSDECOD. */
  readonly disposition: Meanings<EventWord>;
  /** By PRDECOD, or PRTRT where there is none. */
  readonly procedures: Meanings<EventWord>;
  /** Variable of EX whose text names the cycle, such as CYCLE 1 DAY 8 or C1D8. */
  readonly cycle: string;
  /** By PARAMCD of ADTTE and of ADRS: the measure of outcome that is supplied. */
  readonly supplied: Meanings<string>;
}

/** Codes that CDISC's controlled terminology fixes. The tests, and the measures beside OS and PFS, are the study's to name. */
export const commonCodes: CdiscCodes = {
  tests: [],
  words: {},
  evaluator: "INVESTIGATOR",
  disposition: {
    DEATH: "death",
    "PROGRESSIVE DISEASE": "progression",
    "DISEASE RELAPSE": "relapse",
    "INFORMED CONSENT OBTAINED": "nothing",
    ENROLLED: "nothing",
    RANDOMIZED: "nothing",
    COMPLETED: "nothing",
    "SCREEN FAILURE": "nothing",
  },
  procedures: {},
  cycle: "VISIT",
  supplied: { OS: "os", PFS: "pfs" },
};
