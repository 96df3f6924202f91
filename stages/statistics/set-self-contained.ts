import type { Permutations } from "./arrangements.ts";
import type { PermutedOutcome } from "./outcome-scores.ts";
import type { SubjectsByGenes } from "./rank-scores.ts";
import { setMeanSquare } from "./set-mean-square.ts";
import { type GeneSets, type SetStatistic, type SetTests, setTests } from "./set-tests.ts";

/** Whether the genes of a set are expected to go one way. It is to be said before the data are seen; false when not given. */
export interface Directed extends Permutations {
  readonly directed?: boolean | undefined;
}

/**
 * Does a set of genes, taken as a whole, go with the outcome? Self-contained: the null hypothesis is that none of its
 * genes does, whatever the other genes do. A set can be found by many small effects none of which is found alone, the more
 * easily the less its genes go together.
 *
 * Formula: the mean of z^2 over the genes of the set that vary, z as in `permutedStatistics`, large when genes go with
 * the outcome, each its own way: Goeman's global test of genes brought to one scale. `directed`: the mean of z, which
 * finds more where all genes go one way and nothing where they go half and half; two-sided. p: the share of the
 * arrangements of the outcome among the subjects that give a mean as far from 0, so that genes that go together do not
 * count as so many witnesses; by `permutationP`. Missing values as in `permutedStatistics`.
 * Unit: the mean of z^2: 1 on average where nothing goes with the outcome. The mean of z: standard deviations.
 * Source: Goeman JJ, van de Geer SA, de Kort F, van Houwelingen HC (2004) A global test for groups of genes: testing
 * association with a clinical outcome. Bioinformatics 20:93-99; Tian L et al. (2005) Discovering statistically
 * significant pathways in expression profiling studies. PNAS 102:13544-13549 (the mean); Goeman JJ, Buehlmann P (2007)
 * Analyzing gene expression data in terms of gene sets: methodological issues. Bioinformatics 23:980-987 (the terms).
 * Checked: R, all arrangements by base functions -> test/reference/permutations.json
 * Cost: that of `permutedStatistics`.
 *
 * @example
 * setSelfContained({ rows: 3, columns: 2, values: Float64Array.of(1, 6, 2, 5, 3, 4) }, { kind: "signs" }, [[0, 1]]).sets[0].p // 0.25
 * @throws {RangeError} as `setTests`
 */
export function setSelfContained(
  values: SubjectsByGenes,
  outcome: PermutedOutcome,
  sets: GeneSets,
  options: Directed = {},
): SetTests {
  const statistic = options.directed ? mean : setMeanSquare;
  return setTests("set-self-contained", values, outcome, sets, options, [statistic])[0]!;
}

const mean: SetStatistic = {
  of: (z, inside) => {
    let sum = 0;
    for (const gene of inside) sum += z[gene]!;
    return inside.length === 0 ? undefined : sum / inside.length;
  },
};
