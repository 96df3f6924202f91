import { type Numbers, numbers } from "./numbers.ts";
import { pearson } from "./pearson.ts";

/** What BestKeeper says of one candidate reference gene. */
export interface Kept {
  readonly geometricMean: number;
  readonly mean: number;
  readonly least: number;
  readonly greatest: number;
  /** Mean of the absolute deviations from the mean: the SD of BestKeeper's sheet. */
  readonly deviation: number;
  /** The deviation in per cent of the mean. */
  readonly cv: number;
  /** Correlation with the index; undefined with fewer than 3 samples, or where either does not vary. */
  readonly r: number | undefined;
}

/**
 * How much does the Ct of a candidate reference gene vary, and does it go along with that of all candidates? BestKeeper.
 *
 * Formula: the deviation is the mean of |Ct - mean Ct|; the index of a sample is the geometric mean of its Ct over the
 * genes; r is Pearson's correlation of a gene with the index. The geometric mean of Ct is BestKeeper's own: it is no mean of
 * quantities, and dCt is never computed by it. The genes are part of the index, so that r is above 0 by itself.
 * Unit: cycles; cv in %. A row is a gene, a column a sample.
 * Source: Pfaffl MW, Tichopad A, Prgomet C, Neuvians TP (2004) Determination of stable housekeeping genes, differentially
 * regulated target genes and sample integrity: BestKeeper - Excel-based tool using pair-wise correlations. Biotechnol. Lett.
 * 26:509-515. There, a gene with a deviation above 1 cycle is not stable.
 * Checked: R, the sheet's formulas written out, and `cor` -> test/reference/best-keeper.json
 * Cost: O(genes samples).
 *
 * @example
 * bestKeeper([[20, 21, 22], [20, 22, 21]]).index // [20, 21.494185260204677, 21.494185260204677]
 * bestKeeper([[20, 21, 22], [20, 22, 21]]).genes[0]?.deviation // 0.6666666666666666
 * bestKeeper([[20, 21, 22], [20, 22, 21]]).genes[0]?.r // 0.8660254037844386
 * @throws {RangeError} when a value is not finite or not above 0, there is no gene or sample, or the lengths differ
 */
export function bestKeeper(rows: readonly Numbers[]): {
  readonly genes: readonly Kept[];
  readonly index: Float64Array;
} {
  const values = rows.map((row) => numbers("best-keeper", row));
  const n = values[0]?.length ?? 0;
  if (n < 1) throw new RangeError(`best-keeper: needs at least 1 gene in 1 sample, got ${values.length} in ${n}`);
  for (const row of values) {
    if (row.length !== n) throw new RangeError(`best-keeper: needs rows of one length, got ${n} and ${row.length}`);
    const wrong = row.find((value) => value <= 0);
    if (wrong !== undefined) throw new RangeError(`best-keeper: a Ct is above 0, got ${wrong}`);
  }
  const index = values[0]!.map((_, at) => geometric(values.map((row) => row[at]!)));
  const genes = values.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / n;
    const deviation = row.reduce((sum, value) => sum + Math.abs(value - mean), 0) / n;
    const r = n > 2 && varies(row) && varies(index) ? pearson(row, index).estimate : undefined;
    const [least, greatest] = range(row);
    return { geometricMean: geometric([...row]), mean, least, greatest, deviation, cv: (100 * deviation) / mean, r };
  });
  return { genes, index };
}

function geometric(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Whether values differ by more than their rounding. */
function varies(values: Float64Array): boolean {
  const [least, greatest] = range(values);
  return greatest - least > 1e-12 * greatest;
}

function range(values: Float64Array): [number, number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}
