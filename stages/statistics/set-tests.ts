import type { Permutations } from "./arrangements.ts";
import { exceedances } from "./exceedances.ts";
import type { PermutedOutcome } from "./outcome-scores.ts";
import { permutationP } from "./permutation-p.ts";
import { permutedStatistics } from "./permuted-statistics.ts";
import type { SubjectsByGenes } from "./rank-scores.ts";

/** The columns of the genes of each set, from 0. */
export type GeneSets = readonly (readonly number[])[];

/** The test of one set; statistic and p are undefined where too few genes vary to tell. */
export interface SetTest {
  readonly statistic: number | undefined;
  readonly p: number | undefined;
  /** Where more arrangements might move p to (95 %); undefined too where all were taken. */
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** The genes of the set that count: those whose values differ between subjects. */
  readonly genes: number;
}

/** The sets in the order given, and how many arrangements there were, all or drawn. */
export interface SetTests {
  readonly sets: readonly SetTest[];
  readonly permutations: number;
  readonly exact: boolean;
}

/** How a test of sets makes its statistic. */
export interface SetStatistic {
  /** Makes ready what is made of z once an arrangement, for all sets, from the genes that vary; z itself when not given. */
  readonly view?: (varying: readonly number[], genes: number) => (z: Float64Array) => Float64Array;
  /** The statistic of a set, from the genes in it that vary and the number of others that do; undefined with too few. */
  readonly of: (view: Float64Array, inside: readonly number[], others: number) => number | undefined;
}

/**
 * In how large a share of the arrangements of the outcome is the statistic of a set as far from 0 as observed? The
 * frame of all tests of sets, which differ in the statistic. Any number of tests at once, their results in the same
 * order: all tests and all sets see the same arrangements, gone through once. A gene that varies but cannot be tested as
 * the outcome is (see `permutedStatistics`) takes part with a z of 0, as it does in any arrangement.
 *
 * Unit: as the statistic; p is a probability, by `permutationP`.
 * Source: as the tests that use it.
 * Checked: through `setSelfContained` and `setCompetitive` -> test/reference/permutations.json
 * Cost: that of `permutedStatistics`, and of the statistic of every set in every arrangement.
 *
 * @example
 * setTests("x", { rows: 2, columns: 1, values: Float64Array.of(1, 4) }, { kind: "signs" }, [[0]], {}, [{ of: (z) => z[0] }])[0].sets[0].p // 0.5
 * @throws {RangeError} as `permutedStatistics`, and when a set names a column twice, or one that there is not
 */
export function setTests(
  method: string,
  values: SubjectsByGenes,
  outcome: PermutedOutcome,
  sets: GeneSets,
  options: Permutations,
  statistics: readonly SetStatistic[],
): SetTests[] {
  for (const set of sets) check(method, set, values.columns);
  const permuted = permutedStatistics(method, values, outcome, options);
  const { observed, varies, permutations, exact } = permuted;
  const varying = [...observed.keys()].filter((gene) => varies[gene]);
  const inside = sets.map((set) => set.filter((gene) => varies[gene]));
  const tests = statistics.map(({ view, of }) => {
    const see = view?.(varying, values.columns) ?? ((z) => z);
    return {
      see,
      of: (seen: Float64Array, genes: readonly number[]) => of(seen, genes, varying.length - genes.length),
    };
  });
  /** The statistics of all sets of the first test, then of the next; NaN with too few genes, which is never reached. */
  const compute = (z: Float64Array, into: Float64Array) => {
    let at = 0;
    for (const { see, of } of tests) {
      const seen = see(z);
      for (const genes of inside) into[at++] = of(seen, genes) ?? Number.NaN;
    }
  };
  const found = exceedances(permuted, tests.length * sets.length, compute);
  const one = (genes: readonly number[], at: number): SetTest => {
    const statistic = found.observed[at]!;
    if (Number.isNaN(statistic)) return { ...untold, genes: genes.length };
    return { statistic, ...permutationP(found.reached[at]!, permutations, { exact }), genes: genes.length };
  };
  return tests.map((_, test) => ({
    sets: inside.map((genes, set) => one(genes, test * sets.length + set)),
    permutations,
    exact,
  }));
}

const untold = { statistic: undefined, p: undefined, low: undefined, high: undefined };

function check(method: string, set: readonly number[], columns: number): void {
  const wrong = set.find(
    (gene, i) => !(Number.isInteger(gene) && gene >= 0 && gene < columns) || set.indexOf(gene) < i,
  );
  if (wrong !== undefined) {
    throw new RangeError(`${method}: needs columns from 0 to ${columns - 1}, each once in a set, got ${wrong}`);
  }
}
