import type { CdiscCodes } from "../data/cdisc-codes.ts";
import { type Dataset, variableAt } from "../data/dataset.ts";
import { readTable } from "../data/dataset-file.ts";
import type { Supplied } from "../data/supplied.ts";
import { listing, quote, type Troubles } from "../data/trouble.ts";
import type { People } from "./cdisc/domain.ts";
import { suppliedTimes, suppliedWords } from "./cdisc/supplied.ts";
import { type CdiscDatasets, tablesOf } from "./cdisc/tables.ts";
import { type CdiscKind, type CdiscSection, codesOf, telling } from "./cdisc-section.ts";
import { fromDatasets, type RawTable } from "./clinical-table.ts";

export interface ClinicalDatasets {
  /** undefined where no dataset tells of it. */
  readonly assessments: RawTable | undefined;
  readonly events: RawTable | undefined;
  readonly supplied: readonly Supplied[];
}

/** What the CDISC datasets of a study tell of the subjects who may be used. */
export function readCdisc(
  section: CdiscSection,
  people: People,
  bytes: (file: string) => Uint8Array,
  troubles: Troubles,
): ClinicalDatasets {
  const codes: CdiscCodes = codesOf(section);
  const datasets = new Map<CdiscKind, Dataset>();
  for (const [kind, file] of Object.entries(section.datasets) as [CdiscKind, string | undefined][])
    if (file !== undefined) datasets.set(kind, named(kind, readTable(file, bytes(file)), troubles));
  const results = telling(section, "assessments");
  const events = telling(section, "events");
  const of = (kinds: readonly CdiscKind[]): CdiscDatasets =>
    Object.fromEntries(kinds.map((kind) => [kind, datasets.get(kind)]));
  const filesOf = (kinds: readonly CdiscKind[]) => kinds.map((kind) => datasets.get(kind)!.file);
  const told = results.length > 0 ? codes : { ...codes, tests: [] };
  const tables = tablesOf(of([...results, ...events]), told, people, troubles);
  const [times, words] = [datasets.get("ADTTE"), datasets.get("ADRS")];
  demandParameters(
    section,
    [times, words].filter((dataset) => dataset !== undefined),
    troubles,
  );
  return {
    assessments: results.length > 0 ? fromDatasets(filesOf(results), tables.columns, tables.assessments) : undefined,
    events: events.length > 0 ? fromDatasets(filesOf(events), [], tables.events) : undefined,
    supplied: [
      ...(times ? suppliedTimes(times, codes, people, troubles) : []),
      ...(words ? suppliedWords(words, codes, people, troubles) : []),
    ],
  };
}

/** Every parameter that the study gives a measure must be in one of its datasets: a misspelt one would leave the derived. */
function demandParameters({ codes }: CdiscSection, datasets: readonly Dataset[], troubles: Troubles): void {
  const found = new Set(
    datasets.flatMap((dataset) => {
      const at = variableAt(dataset, "PARAMCD");
      return dataset.rows.map(({ values }) => String(values[at] ?? "").trimEnd());
    }),
  );
  const files = listing(datasets.map(({ file }) => file));
  for (const [parameter, measure] of Object.entries(codes.supplied ?? {})) {
    if (measure === "nothing" || parameter === "*" || found.has(parameter)) continue;
    const text = `${quote(parameter)}, which is to be ${quote(measure)}, is in none of the datasets that supply measures (${files}).`;
    troubles.add({ code: "code-unknown", text });
  }
}

/** A dataset is what it says it is, where it says so; one that is split in parts has their names after its own, LBCH. */
function named(kind: CdiscKind, dataset: Dataset, troubles: Troubles): Dataset {
  const { file, name } = dataset;
  if (name !== "" && !name.toUpperCase().startsWith(kind)) {
    const text = `holds the dataset ${quote(name)}, and study.yaml names it as ${kind}.`;
    troubles.add({ code: "dataset-unknown", file, text });
  }
  return dataset;
}
