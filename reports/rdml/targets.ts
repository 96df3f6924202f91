import type { RunTables } from "../../data/run-tables.ts";
import { tableRows } from "../../data/table-rows.ts";
import { distinct } from "./distinct.ts";

export interface Target {
  readonly id: string;
  readonly assay: string;
  readonly gene: string;
  readonly type: "ref" | "toi";
}

/**
 * The assays of the panel, in its order: by gene, and by assay where a gene has several. The roles are told by
 * expression.csv alone.
 */
export function targetsOf(run: RunTables): ReadonlyMap<string, Target> {
  const table = tableRows(run, "expression", ["assay", "gene", "role"]);
  const [assay, gene, role] = ["assay", "gene", "role"].map(table.text) as [Text, Text, Text];
  const rows = new Map<string, number>();
  for (let row = 0; row < table.length; row++) if (!rows.has(assay(row))) rows.set(assay(row), row);
  const uses = new Map<string, number>();
  for (const row of rows.values()) uses.set(gene(row), (uses.get(gene(row)) ?? 0) + 1);
  const ids = distinct(
    [...rows].map(([key, row]) => (uses.get(gene(row)) === 1 || key === gene(row) ? gene(row) : `${gene(row)} ${key}`)),
  );
  return new Map(
    [...rows].map(([key, row], index) => [
      key,
      { id: ids[index]!, assay: key, gene: gene(row), type: role(row) === "reference" ? "ref" : "toi" },
    ]),
  );
}

type Text = (row: number) => string;
