import type { Columns, Row } from "../data/column.ts";
import { groups } from "../data/groups.ts";
import type { SummaryTable } from "../data/summary.ts";
import { type Concluded, conclusion, LEVEL } from "./conclusion.ts";

/** Most tests that the report lists. */
const MOST = 10;

/** Of the tests of genes that were not always detected, those whose conclusion hangs on what a non-detect is taken for. */
export function sensitivityTable<R extends Concluded & Row<Columns>>(
  rows: readonly R[],
  columns: Columns,
  keyOf: (row: R) => string,
  file: string,
): SummaryTable[] {
  const tests = [...groups(rows, keyOf).values()];
  if (tests.length === 0) return [];
  const unsettled = tests.filter((variants) => new Set(variants.map(conclusion)).size > 1);
  const listed = unsettled.length > MOST ? `, the first ${MOST} of them here` : "";
  return [
    {
      title: "Where non-detects decide",
      caption: `${tests.length} tests are of genes that were not always detected. In ${unsettled.length} p crosses ${LEVEL} (not corrected for the number of tests) or the direction turns with what a non-detect is taken for${listed}: read these with care. All are in ${file}.`,
      columns,
      rows: unsettled.slice(0, MOST).flat(),
    },
  ];
}
