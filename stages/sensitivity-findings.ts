import type { Outcome } from "../data/outcome.ts";
import type { AssociationOutput } from "./association-output.ts";
import type { ChangeOutput } from "./change.ts";
import { methods } from "./methods/index.ts";

/** A test that is looked at under each alternative. */
export interface Main {
  readonly stage: "change" | "association";
  /** Blank for a change. */
  readonly outcome: string;
  readonly at: string;
  /** Index in the panel. */
  readonly assay: number;
  readonly method: string;
  /** As the study has it. */
  readonly p: number;
}

/** The tests with the smallest p by the first method: of the changes, and of each outcome. */
export function mainFindings(
  { tests, panel }: ChangeOutput,
  { rows }: AssociationOutput,
  outcomes: readonly Outcome[],
  most: number,
): Main[] {
  const assays = new Map(panel.assays.map(({ assay }, index) => [assay, index]));
  const changes = smallest(
    tests.filter(({ method }) => method === "signed-rank"),
    most,
  ).map(({ contrast, assay, method, p }): Main => {
    return { stage: "change", outcome: "", at: contrast!, assay: assays.get(assay!)!, method: method!, p };
  });
  const associations = outcomes.flatMap(({ name, kind }) =>
    smallest(
      rows.filter(({ outcome, method }) => outcome === name && method === methods[kind].tests[0]),
      most,
    ).map(({ at, assay, method, p }): Main => {
      return { stage: "association", outcome: name, at: at!, assay: assays.get(assay!)!, method: method!, p };
    }),
  );
  return [...changes, ...associations];
}

/** Ties keep the order of the rows. */
function smallest<T extends { readonly p: number | undefined }>(rows: readonly T[], most: number) {
  const tested = rows.filter((row): row is T & { readonly p: number } => row.p !== undefined);
  return tested.sort((a, b) => a.p - b.p).slice(0, most);
}
