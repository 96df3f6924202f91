import { Change, type Changes, changeStates, isNumber } from "../data/change.ts";
import { columns } from "../data/column.ts";
import type { Panel } from "../data/panel.ts";
import type { Table } from "../data/table.ts";
import { geneColumns } from "./test-columns.ts";

export const changeColumns = columns({
  subject: { kind: "text", meaning: "Subject" },
  contrast: { kind: "text", meaning: "Contrast, as named in study.yaml" },
  ...geneColumns,
  log2_change: {
    kind: "number",
    meaning: "Later minus earlier log2 expression, = dCt(from) - dCt(to); blank where it is only a bound",
    unit: "log2",
  },
  fold_change: { kind: "number", meaning: "2^log2_change" },
  log2_at_least: {
    kind: "number",
    meaning: "Lower bound of the change, where the earlier sample was not detected",
    unit: "log2",
  },
  log2_at_most: {
    kind: "number",
    meaning: "Upper bound of the change, where the later sample was not detected",
    unit: "log2",
  },
  state: { kind: "text", meaning: `${changeStates.join(", ")}: why there is, or is not, a change` },
});

/** One row a contrast, subject and target. */
export function changeTable({ contrasts, subjects, assays, log2, state }: Changes, panel: Panel): Table {
  const width = assays.length;
  const genes = assays.map((assay) => panel.assays[assay]!);
  const targetAt = (row: number) => row % width;
  const byAssay = (words: readonly string[]) => ({ words, word: targetAt });
  const where = (wanted: (state: number) => boolean, of: (value: number) => number = (value) => value) => ({
    number: (row: number) => (wanted(state[row]!) ? of(log2.values[row]!) : Number.NaN),
  });
  return {
    columns: changeColumns,
    length: contrasts.length * subjects.length * width,
    cells: {
      subject: { words: subjects, word: (row) => Math.floor(row / width) % subjects.length },
      contrast: { words: contrasts.map(({ name }) => name), word: (row) => Math.floor(row / width / subjects.length) },
      assay: byAssay(genes.map((gene) => gene.assay)),
      gene: byAssay(genes.map((gene) => gene.gene)),
      category: byAssay(genes.map((gene) => gene.category)),
      log2_change: where(isNumber),
      fold_change: where(isNumber, (value) => 2 ** value),
      log2_at_least: where((one) => one === Change.atLeast),
      log2_at_most: where((one) => one === Change.atMost),
      state: { words: changeStates, word: (row) => state[row]! },
    },
  };
}
