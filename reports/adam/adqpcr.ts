import type { AnalysisDataset } from "../../data/analysis-dataset.ts";
import type { Contrast, Moment } from "../../data/contrast.ts";
import type { TableRows } from "../../data/table-rows.ts";
import { baselines } from "./baseline.ts";
import { inOrder } from "./in-order.ts";
import { kinds, measured, type Part } from "./measured.ts";
import { paramCodes } from "./param-codes.ts";

/** Of a run: what the datasets are made of. */
export interface Design {
  readonly moments: readonly Moment[];
  readonly contrasts: readonly Contrast[];
}

/**
 * The dCt of every target in every sample, as a basic data structure of ADaM. Reference genes and controls are left out.
 * A dCt that is missing has its reason in STATE. Where a contrast starts at the first moment of the study, that is the baseline;
 * else, and in runs from before the design was told, there is none, nor a CHG.
 */
export function adqpcr(study: string, expression: TableRows, design: Design | undefined): AnalysisDataset {
  const role = expression.text("role");
  const rows = Array.from({ length: expression.length }, (_, row) => row).filter((row) => role(row) === "target");
  const [subject, assay, gene, visit, time] = ["subject", "assay", "gene", "visit", "time"].map(
    expression.text,
  ) as Texts;
  const params = parameters(rows.map((row) => ({ assay: assay(row), gene: gene(row) })));
  const codeOf = (row: number) => params.get(assay(row))!.code;
  const visits = placesOf(design?.moments.map((moment) => moment.visit));
  const times = placesOf(design?.moments.map((moment) => moment.time));
  const order = inOrder(rows, [
    subject,
    codeOf,
    (row) => visits?.get(visit(row)) ?? visit(row),
    (row) => times?.get(time(row)) ?? time(row),
  ]);
  const at = (of: (row: number) => string | number | undefined) => (record: number) => of(order[record]!);
  const deltaCt = expression.number("delta_ct");
  const base = baselines(design, { subject, assay, visit, time, deltaCt }, rows);
  const column = (name: string) => `expression.csv, ${name}`;
  const text = (name: string, label: string, from: string): Part => ({
    ...{ name, label, dataType: kinds.text, origin: "Predecessor", derivation: column(from) },
    at: at(expression.text(from)),
  });
  const number = (name: string, label: string, from: string, dataType: Part["dataType"] = kinds.number): Part => ({
    ...{ name, label, dataType, origin: "Predecessor", derivation: column(from) },
    at: at(expression.number(from)),
  });
  const place = (name: string, label: string, of: string, places: ReadonlyMap<string, number> | undefined): Part[] =>
    places === undefined
      ? []
      : [
          {
            ...{ name, label, dataType: kinds.count, origin: "Assigned" },
            ...{ key: name === "AVISITN" ? 3 : 4, derivation: `Place among the ${of} of study.yaml, from 1` },
            at: at((row) => places.get((of === "visits" ? visit : time)(row))),
          },
        ];
  const parts: Part[] = [
    {
      ...{ name: "STUDYID", label: "Study Identifier", dataType: kinds.text, origin: "Assigned" },
      ...{ derivation: "study of study.yaml", at: () => study },
    },
    { ...text("USUBJID", "Unique Subject Identifier", "subject"), key: 1 },
    {
      ...{ name: "PARAM", label: "Parameter", dataType: kinds.text, origin: "Assigned" },
      derivation: "Gene symbol, and the assay where a gene has several; dCt in cycles",
      at: at((row) => params.get(assay(row))!.title),
    },
    {
      ...{ name: "PARAMCD", label: "Parameter Code", dataType: kinds.text, origin: "Assigned", key: 2 },
      derivation:
        "Gene symbol in capitals without other signs; its beginning and a number where that is longer than 8 or not of one assay alone",
      codes: [...params.values()].map(({ code, title }): [string, string] => [code, title]).sort(byCode),
      at: at(codeOf),
    },
    text("PARCAT1", "Parameter Category 1", "category"),
    { ...text("AVISIT", "Analysis Visit", "visit"), ...(visits ? {} : { key: 3 }) },
    ...place("AVISITN", "Analysis Visit (N)", "visits", visits),
    { ...text("ATPT", "Analysis Timepoint", "time"), ...(times ? {} : { key: 4 }) },
    ...place("ATPTN", "Analysis Timepoint (N)", "times", times),
    number("HOURS", "Nominal Hours After the Dose", "hours"),
    {
      ...{ name: "AVAL", label: "Analysis Value", dataType: kinds.number, origin: "Derived" },
      derivation:
        "dCt = CT - REFCT, up is less expression (with the changes that the normaliser and the calibrator of the run make): expression.csv, delta_ct. Missing: STATE says why",
      at: at(deltaCt),
    },
    ...base.map(({ value, ...part }): Part => ({ ...part, at: at(value) })),
    text("STATE", "Why There Is, or Is Not, a Value", "state"),
    text("SAMPLE", "Sample", "sample"),
    text("ASSAY", "Assay", "assay"),
    text("GENE", "Gene Symbol", "gene"),
    number("NWELLS", "Wells Averaged", "wells", kinds.count),
    number("CT", "Mean Ct over the Wells (cycles)", "ct"),
    number("REFCT", "Reference Ct Subtracted (cycles)", "reference_ct"),
    number("DCTSD", "SD of dCt, of Replicate Wells (cycles)", "delta_ct_sd"),
    number("DCTSE", "SE of dCt, of Replicate Wells (cycles)", "delta_ct_se"),
  ];
  return measured({
    ...{ name: "ADQPCR", label: "Gene Expression by Real-Time PCR", length: order.length, parts },
    class: { name: "BASIC DATA STRUCTURE" },
    structure: "One record per subject, parameter, visit and timepoint",
  });
}

type Text = (row: number) => string;
type Texts = [Text, Text, Text, Text, Text];

/** By assay the code and the title of its parameter. */
function parameters(genes: readonly { readonly assay: string; readonly gene: string }[]) {
  const assays = new Map(genes.map(({ assay, gene }) => [assay, gene]));
  const uses = new Map<string, number>();
  for (const gene of assays.values()) uses.set(gene, (uses.get(gene) ?? 0) + 1);
  const named = [...assays].map(([key, name]) => ({ key, name }));
  const codes = paramCodes(named);
  return new Map(
    named.map(({ key, name }, index) => {
      const title = `${uses.get(name) === 1 ? name : `${name} ${key}`} dCt (cycles)`;
      return [key, { code: codes[index]!, title }];
    }),
  );
}

/** The place of each word, from 1, in the order in which they first come. */
function placesOf(words: readonly string[] | undefined): ReadonlyMap<string, number> | undefined {
  return words && new Map([...new Set(words)].map((word, index) => [word, index + 1]));
}

function byCode([a]: readonly string[], [b]: readonly string[]): number {
  return a! < b! ? -1 : 1;
}
