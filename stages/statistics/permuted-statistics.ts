import { arrangements, type Permutations } from "./arrangements.ts";
import { outcomeScores, type PermutedOutcome } from "./outcome-scores.ts";
import { rankScores, type SubjectsByGenes } from "./rank-scores.ts";
import { weightedRows } from "./weighted-rows.ts";

/** The statistic z of every gene, as observed and in every arrangement of the outcome. */
export interface PermutedStatistics {
  readonly observed: Float64Array;
  /** Whether a gene can be tested: its subjects differ in outcome; of signs, a change is not 0. Else its z is 0. */
  readonly tested: readonly boolean[];
  /** Whether a gene's z can be other than 0 in any arrangement, as the z of equal values cannot. */
  readonly varies: readonly boolean[];
  /** Of how many subjects each gene is known. */
  readonly n: Uint32Array;
  readonly permutations: number;
  /** Whether these are all distinct arrangements rather than some drawn at random. */
  readonly exact: boolean;
  /** Hands over the z of all genes, arrangement after arrangement, in the same array: read it, keep nothing. */
  each(visit: (z: Float64Array) => void): void;
}

/**
 * What would the statistics of all genes be, had the outcome been dealt out to the subjects otherwise? A subject's
 * genes stay together, so that genes that go together in the data do so in every arrangement.
 *
 * Formula: z = sum(a y) / sqrt(sum(a^2) sum((y - mean y)^2) / (n - 1)), sums over the n subjects of whom the gene is
 * known, a their centred midranks and y the scores that the arrangement gives them: the sum, 0 on average, over its
 * standard deviation when these y are dealt out among these subjects. With all known that is, of groups, the rank sum
 * standardised with tie correction, no continuity correction; of scores, Spearman's rho x sqrt(n - 1). Signs:
 * sum(s a) / sqrt(sum(a^2)), a the signed ranks and s the sign: the signed-rank statistic, standardised likewise.
 * Missing values: the outcome goes to all subjects, those whom a gene misses among them, so that the arrangements are
 * the same for all genes; in each a gene counts the subjects it has. That is exact where neither values nor gaps go
 * with the outcome; where gaps alone do, the standardising by n and y keeps z centred and scaled, and the level holds
 * nearly. A z without a spread in an arrangement (one group gets all subjects of the gene, all its values equal) is 0.
 * Unit: standard deviations; above 0 where the first group, or a larger score, has the larger values, or where values rise.
 * Source: Strasser H, Weber C (1999) On the asymptotic theory of permutation statistics. Math. Methods Stat. 8:220-250.
 * Checked: R, all arrangements by base functions, and `coin::wilcox_test`, `coin::wilcoxsign_test` ->
 * test/reference/permutations.json
 * Cost: permutations x genes x subjects (of the smaller group) additions; 10,000 of 90 genes and 72 subjects take
 * 0.04 s for two groups, 0.06 s for scores and signs. Holds one arrangement.
 *
 * @example
 * permutedStatistics("x", { rows: 3, columns: 1, values: Float64Array.of(1, 4, 9) }, { kind: "signs" }).permutations // 8
 * @throws {RangeError} as `rankScores`, `outcomeScores`, `arrangements`
 */
export function permutedStatistics(
  method: string,
  values: SubjectsByGenes,
  outcome: PermutedOutcome,
  options: Permutations = {},
): PermutedStatistics {
  const signed = outcome.kind === "signs";
  const { scores: ranks, squares, n } = rankScores(method, values, signed);
  const scores = outcomeScores(method, outcome, values.rows);
  const ways = arrangements(method, signed ? "signs" : "order", scores, options);
  const genes = values.columns;
  const variance = signed ? () => 1 : outcomeVariance(values, n, scores);
  const spread = (arranged: Float64Array, gene: number) => Math.sqrt(squares[gene]! * variance(arranged, gene));
  /** Of a gene that is known of all subjects, or is always 0, the spread is that in any arrangement. */
  const spreads = Float64Array.from({ length: genes }, (_, gene) => spread(scores, gene));
  const changing = signed ? [] : [...n.keys()].filter((gene) => n[gene]! < values.rows && squares[gene]! > 0);
  const fill = (arranged: Float64Array, z: Float64Array): Float64Array => {
    weightedRows(arranged, ranks, z);
    for (const gene of changing) spreads[gene] = spread(arranged, gene);
    for (let gene = 0; gene < genes; gene++) z[gene] = spreads[gene]! > 0 ? z[gene]! / spreads[gene]! : 0;
    return z;
  };
  const varies = Array.from(squares, (square) => square > 0);
  const z = new Float64Array(genes);
  return {
    observed: fill(scores, new Float64Array(genes)),
    tested: signed ? varies : varies.map((_, gene) => variance(scores, gene) > 0),
    varies,
    n,
    permutations: ways.count,
    exact: ways.exact,
    each: (visit) => ways.each((arranged) => visit(fill(arranged, z))),
  };
}

/**
 * The variance of the outcome among the subjects of whom a gene is known, for any arrangement of its scores: what all
 * subjects give, less those whom the gene misses. Whole and half numbers, so an outcome of equal scores has exactly 0.
 */
function outcomeVariance({ columns, values }: SubjectsByGenes, n: Uint32Array, scores: Float64Array) {
  const missing = Array.from(n, (): number[] => []);
  values.forEach((value, at) => {
    if (Number.isNaN(value)) missing[at % columns]!.push(Math.floor(at / columns));
  });
  const all = scores.reduce((sum, score) => sum + score, 0);
  const allSquared = scores.reduce((sum, score) => sum + score * score, 0);
  return (arranged: Float64Array, gene: number): number => {
    let sum = all;
    let squared = allSquared;
    for (const subject of missing[gene]!) {
      const score = arranged[subject]!;
      sum -= score;
      squared -= score * score;
    }
    const known = n[gene]!;
    return known < 2 ? 0 : (known * squared - sum ** 2) / (known * (known - 1));
  };
}
