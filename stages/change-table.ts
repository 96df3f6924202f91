import { Change, changeStates, isNumber } from "../data/change.ts";
import { columns } from "../data/column.ts";
import type { Table } from "../data/table.ts";
import type { Changed } from "./change-figures.ts";
import { differenceSe } from "./technical-error.ts";
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
  change_se: {
    kind: "number",
    meaning:
      "Technical error of this one change: its standard error from the replicate wells of both samples, of target and reference genes (with those of efficiencies and of the calibrator where they are given); not the scatter between subjects, and used in no test; blank where a replicate is missing or a reference was estimated",
    unit: "log2",
  },
  fold_change_low: {
    kind: "number",
    meaning:
      "2^(log2_change - 1.96 change_se): how far off the wells alone may have this fold change; no confidence interval of an effect",
  },
  fold_change_high: { kind: "number", meaning: "2^(log2_change + 1.96 change_se), likewise" },
});

/** Standard errors from a change to the ends of its technical 95 %. */
const WIDTH = 1.96;

/** One row a contrast, subject and target. */
export function changeTable({ changes, panel, expression, moments }: Changed): Table {
  const { contrasts, subjects, assays, log2, state } = changes;
  const width = assays.length;
  const genes = assays.map((assay) => panel.assays[assay]!);
  const targetAt = (row: number) => row % width;
  const byAssay = (words: readonly string[]) => ({ words, word: targetAt });
  const where = (wanted: (state: number) => boolean, of: (value: number) => number = (value) => value) => ({
    number: (row: number) => (wanted(state[row]!) ? of(log2.values[row]!) : Number.NaN),
  });
  const ends = contrasts.flatMap(({ from, to }) =>
    subjects.map((subject) => [moments.find(subject, from), moments.find(subject, to)] as const),
  );
  const replicated = expression.replicates.sd.length > 0;
  const error = (row: number) => {
    if (!replicated || state[row] !== Change.measured) return Number.NaN;
    const [before, after] = ends[Math.floor(row / width)]!;
    return differenceSe(expression, before, after, assays[targetAt(row)]!);
  };
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
      change_se: { number: error },
      fold_change_low: { number: (row) => 2 ** (log2.values[row]! - WIDTH * error(row)) },
      fold_change_high: { number: (row) => 2 ** (log2.values[row]! + WIDTH * error(row)) },
    },
  };
}
