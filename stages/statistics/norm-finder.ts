import type { Numbers } from "./numbers.ts";
import { pairVariances } from "./pair-variances.ts";

/** What NormFinder says of candidate reference genes; each array has them in the order of the input. */
export interface NormFinder {
  /** The groups in the order in which they come; one without a name where none were given. */
  readonly groups: readonly string[];
  /** By group: variance of each gene within it, free of the samples' own amounts. */
  readonly variances: readonly Float64Array[];
  /** By group: how far each gene is from where it would be if all genes differed alike between groups; 0 in a single group. */
  readonly differences: readonly Float64Array[];
  /** The lower, the better. */
  readonly stability: Float64Array;
}

/**
 * How much does a candidate reference gene vary within groups of samples, and between them, once the amount of each sample
 * is taken out by all candidates together? NormFinder.
 *
 * Formula: with k genes and y the log2 quantities, r = y - its gene's mean in the group - its sample's mean + the group's
 * mean, s_i = sum r_i^2 / (n - 1) over the group's n samples; variance_i = (s_i - sum s / (k (k - 1))) / (1 - 2 / k). Where
 * that is negative it is a quarter of the least variance of the gene's difference to another gene. The difference d of a gene
 * in a group is its mean there less its mean over groups, less the same of all genes. With v = variance / n and gamma = sum
 * d^2 / ((groups - 1) (k - 1)) - mean of v, 0 if negative, the stability is the mean over groups of |d| gamma / (gamma + v)
 * + sqrt(v + v gamma / (gamma + v)). With one group it is the standard deviation, sqrt(variance).
 * Unit: log2; Ct are as good as log2 quantities. A row is a gene, a column a sample; `groups` has a word a sample.
 * Source: Andersen CL, Jensen JL, Orntoft TF (2004) Normalization of real-time quantitative reverse transcription-PCR data: a
 * model-based variance estimation approach to identify genes suited for normalization, applied to bladder and colon cancer
 * data sets. Cancer Res. 64:5245-5250, and its supplement.
 * Checked: R, the supplement's formulas written out -> test/reference/norm-finder.json; NormqPCR's `stabMeasureRho` on the
 * paper's own data, test/reference-genes.test.ts
 * Cost: O(genes^2 samples).
 *
 * @example
 * normFinder([[1, 2, 3, 4], [1, 2, 4, 5], [1, 4, 2, 4]]).stability // [0.28867513459481287, 0.9128709291752768, 1.4433756729740643]
 * normFinder([[20, 21, 22, 23], [24, 26, 27, 29], [18, 20, 22, 22]], ["a", "a", "b", "b"]).groups // ["a", "b"]
 * @throws {RangeError} when a value is not finite, there are fewer than 3 genes, a group has fewer than 2 samples, or the
 * lengths differ
 */
export function normFinder(rows: readonly Numbers[], groups?: readonly string[]): NormFinder {
  const k = rows.length;
  if (k < 3) throw new RangeError(`norm-finder: needs at least 3 genes, got ${k}`);
  const samples = rows[0]!.length;
  if (groups && groups.length !== samples)
    throw new RangeError(`norm-finder: needs a group for each sample, got ${groups.length} for ${samples}`);
  const names = [...new Set(groups ?? [""])];
  const parts = names.map((name) => {
    const members = [...(groups ?? new Array(samples).fill("")).keys()].filter((at) => (groups?.[at] ?? "") === name);
    return partOf(rows.map((row) => Float64Array.from(members, (at) => row[at]!)));
  });
  const variances = parts.map(({ variance }) => variance);
  const differences = interaction(parts.map(({ means }) => means));
  if (parts.length === 1) return { groups: names, variances, differences, stability: variances[0]!.map(Math.sqrt) };
  const errors = parts.map(({ variance, n }) => variance.map((value) => value / n));
  const squares = sumOf(differences, (value) => value ** 2) / ((parts.length - 1) * (k - 1));
  const gamma = Math.max(0, squares - sumOf(errors, (value) => value) / (k * parts.length));
  const stability = Float64Array.from(rows, (_, gene) => {
    const each = parts.map((_, group) => shrunk(differences[group]![gene]!, errors[group]![gene]!, gamma));
    return each.reduce((sum, value) => sum + value, 0) / parts.length;
  });
  return { groups: names, variances, differences, stability };
}

/** The genes' means and variances in the samples of one group. */
function partOf(rows: readonly Float64Array[]) {
  const [k, n] = [rows.length, rows[0]!.length];
  const pairs = pairVariances("norm-finder", rows);
  const means = Float64Array.from(rows, (row) => row.reduce((sum, value) => sum + value, 0) / n);
  const middle = means.reduce((sum, value) => sum + value, 0) / k;
  const amounts = Float64Array.from(
    rows[0]!,
    (_, at) => rows.reduce((sum, row, gene) => sum + row[at]! - means[gene]!, 0) / k,
  );
  const spread = rows.map(
    (row, gene) => row.reduce((sum, value, at) => sum + (value - means[gene]! - amounts[at]!) ** 2, 0) / (n - 1),
  );
  const common = spread.reduce((sum, value) => sum + value, 0) / (k * (k - 1));
  const variance = Float64Array.from(spread, (value, gene) => {
    const own = (value - common) / (1 - 2 / k);
    return own < 0 ? Math.min(...pairs[gene]!.filter((_, other) => other !== gene)) / 4 : own;
  });
  return { n, variance, means: means.map((mean) => mean - middle) };
}

/** Means by group and gene, centred in each group already, less each gene's mean over the groups. */
function interaction(means: readonly Float64Array[]): Float64Array[] {
  const over = means[0]!.map((_, gene) => means.reduce((sum, group) => sum + group[gene]!, 0) / means.length);
  return means.map((group) => group.map((value, gene) => value - over[gene]!));
}

function sumOf(table: readonly Float64Array[], of: (value: number) => number): number {
  return table.reduce((sum, row) => row.reduce((part, value) => part + of(value), sum), 0);
}

/** |d| and its error, both shrunk by what groups differ beyond chance. */
function shrunk(difference: number, error: number, gamma: number): number {
  if (error === 0) return gamma === 0 ? 0 : Math.abs(difference);
  const share = gamma / (gamma + error);
  return Math.abs(difference) * share + Math.sqrt(error + error * share);
}
