import type { Numbers } from "./numbers.ts";
import { pairVariances } from "./pair-variances.ts";

/** What geNorm says of candidate reference genes. */
export interface Genorm {
  /** M of each gene among all, in the order of the input. */
  readonly m: Float64Array;
  /** Positions in the input, the most stable first; the first two cannot be told apart, and are in the input's order. */
  readonly order: readonly number[];
  /** At n - 2: the mean of M over the n most stable genes, each among these n. */
  readonly meanM: Float64Array;
  /** At n - 2: V(n/n+1). */
  readonly variation: Float64Array;
}

/**
 * Which candidate reference genes keep the same ratio to the others in all samples, and how many are enough? geNorm.
 *
 * Formula: M of a gene is the mean, over the other genes, of the standard deviation over samples of the log2 ratio of the
 * two. The gene with the highest M goes, M is computed anew among those left, until two are left; of equal M the later in
 * the input goes. V(n/n+1) is the standard deviation over samples of log2 of the ratio of two normalisation factors: the
 * geometric means of the n, and of the n + 1, most stable genes.
 * Unit: log2; Ct are as good as log2 quantities, for their sign and offset fall out. A row is a gene, a column a sample.
 * Source: Vandesompele J et al. (2002) Accurate normalization of real-time quantitative RT-PCR data by geometric averaging
 * of multiple internal control genes. Genome Biol. 3:research0034. There, V below 0.15 is taken as enough.
 * Checked: R, the paper's definitions written out -> test/reference/genorm.json; NormqPCR's `selectHKs` on the paper's own
 * data, test/reference-genes.test.ts
 * Cost: O(genes^2 samples + genes^3); 12 ms for 96 genes in 300 samples.
 *
 * @example
 * genorm([[1, 2, 3], [1, 2, 3], [1, 1, 1]]).m // [0.5, 0.5, 1]
 * genorm([[1, 1, 1], [1, 2, 3], [1, 2, 3]]).order // [1, 2, 0]
 * genorm([[1, 2, 3], [1, 2, 3], [1, 1, 1]]).meanM // [0, 0.6666666666666666]
 * genorm([[1, 2, 3], [1, 2, 3], [1, 1, 1]]).variation // [0.3333333333333333]
 * @throws {RangeError} when a value is not finite, there are fewer than 2 genes or 2 samples, or the lengths differ
 */
export function genorm(rows: readonly Numbers[]): Genorm {
  const spreads = pairVariances("genorm", rows).map((row) => row.map(Math.sqrt));
  let left = [...rows.keys()];
  const all = stabilities(spreads, left);
  const gone: number[] = [];
  const means = [meanOf(all)];
  for (let m = all; left.length > 2; means.push(meanOf(m))) {
    let worst = 0;
    for (let at = 1; at < m.length; at++) if (m[at]! >= m[worst]!) worst = at;
    gone.push(left[worst]!);
    left = left.filter((_, at) => at !== worst);
    m = stabilities(spreads, left);
  }
  const order = [...left, ...gone.reverse()];
  return { m: all, order, meanM: Float64Array.from(means.reverse()), variation: variations(rows, order) };
}

/** M of each of these genes among these. */
function stabilities(spreads: readonly Float64Array[], genes: readonly number[]): Float64Array {
  return Float64Array.from(genes, (gene) => {
    const row = spreads[gene]!;
    return genes.reduce((sum, other) => sum + row[other]!, 0) / (genes.length - 1);
  });
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** V from the running sums of each sample over the genes in their order. */
function variations(rows: readonly Numbers[], order: readonly number[]): Float64Array {
  let factor = Float64Array.from(rows[order[0]!]!, (value, sample) => (value + rows[order[1]!]![sample]!) / 2);
  return Float64Array.from(order.slice(2), (gene, at) => {
    const more = factor.map((value, sample) => value + (rows[gene]![sample]! - value) / (at + 3));
    const [, row] = pairVariances("genorm", [factor, more]);
    factor = more;
    return Math.sqrt(row![0]!);
  });
}
