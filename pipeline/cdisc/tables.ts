import type { CdiscCodes } from "../../data/cdisc-codes.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { AssessmentRow, EventRow } from "../../data/fact-row.ts";
import { listing, quote, type Troubles } from "../../data/trouble.ts";
import type { People } from "./domain.ts";
import { deaths, disposition, doses, procedures } from "./events.ts";
import { findings, type layouts, testsWithout } from "./findings.ts";
import { mergedAssessments, mergedEvents } from "./merge.ts";

/** The datasets of a study that tell of dated facts, by their names in CDISC's standards; each may be absent. */
export type CdiscDatasets = Readonly<
  Partial<Record<"ADSL" | "ADRS" | "DM" | "DS" | "EX" | "LB" | "PR" | "RS", Dataset>>
>;

export interface CdiscTables {
  readonly assessments: readonly AssessmentRow[];
  readonly events: readonly EventRow[];
  /** The columns of assessments that the study's tests fill: what none fills is not recorded, which is not "not happened". */
  readonly columns: readonly string[];
}

/** The tables of assessments and events that a study's CDISC datasets hold, of the subjects who may be used. */
export function tablesOf(datasets: CdiscDatasets, codes: CdiscCodes, people: People, troubles: Troubles): CdiscTables {
  const kinds = (["RS", "ADRS", "LB"] as const).filter((kind) => datasets[kind] !== undefined);
  const results = kinds.flatMap((kind) => findings(datasets[kind]!, kind, codes, people, troubles));
  demandTests(datasets, kinds, codes, troubles);
  const { DM, ADSL, DS, PR, EX } = datasets;
  return {
    assessments: mergedAssessments(results, troubles),
    events: mergedEvents([
      EX ? doses(EX, codes, people, troubles) : [],
      DM ? deaths(DM, people, troubles) : [],
      ADSL ? deaths(ADSL, people, troubles) : [],
      DS ? disposition(DS, codes, people, troubles) : [],
      PR ? procedures(PR, codes, people, troubles) : [],
    ]),
    columns: [...new Set(codes.tests.map(({ column }) => column))],
  };
}

/** Every test that the study names must be in one of its datasets. */
function demandTests(
  datasets: CdiscDatasets,
  kinds: readonly (keyof typeof layouts)[],
  codes: CdiscCodes,
  troubles: Troubles,
): void {
  const missing = kinds.reduce(
    (rules, kind) => rules.filter((rule) => testsWithout(datasets[kind]!, kind, codes).includes(rule)),
    codes.tests,
  );
  const files = listing(kinds.map((kind) => datasets[kind]!.file));
  for (const { test, specimen, column } of missing) {
    const text = `${quote(test)}${specimen === undefined ? "" : ` of ${quote(specimen)}`}, which is to tell ${column}, is in none of ${files}.`;
    troubles.add({ code: "code-unknown", text });
  }
}
