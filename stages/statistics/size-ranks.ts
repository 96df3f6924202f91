import { tie } from "../../data/ties.ts";

/** Sizes are told apart by 64ths, up to 4; the few that are larger stand in the last of these drawers. */
const DRAWERS = 256;
const PER_UNIT = 64;

/**
 * At which place does the size of each z stand among those of some genes, the smallest first? Sizes that agree to 9
 * decimals are equal, and share the mean of their places. Made ready once for these genes; the function returned takes
 * the z of one arrangement after the other, and hands over the ranks in the same array: read it, keep nothing. The rank
 * of a gene that is not among them is 0.
 *
 * Formula: as `midranks` of |z|. Genes are dealt into drawers by size and then put in order by insertion, in which
 * hardly any has far to go, for z are standardised: sizes lie between 0 and 4, and spread.
 * Unit: places, from 1.
 * Source: Knuth DE (1998) The Art of Computer Programming 3, 2nd ed., 5.2.1 (insertion), 5.2.5 (distribution).
 * Checked: against `midranks`, and through `setCompetitive` -> test/reference/permutations.json
 * Cost: O(genes), 2 us for 90; O(genes^2) were all in one drawer. Takes finite values.
 *
 * @example
 * sizeRanks([0, 1, 3], 4)(Float64Array.of(-2.5, 1, 9, 2.5)) // [2.5, 1, 0, 2.5]
 */
export function sizeRanks(genes: readonly number[], columns: number): (z: Float64Array) => Float64Array {
  const desk: Desk = {
    ends: new Uint32Array(DRAWERS),
    sizes: new Float64Array(genes.length),
    rising: new Uint32Array(genes.length),
    ranks: new Float64Array(columns),
  };
  return (z) => rank(z, genes, desk);
}

/** What one ranking after the other works on. */
interface Desk {
  /** Up to which place the sizes of each drawer reach; then, where they start. */
  readonly ends: Uint32Array;
  readonly sizes: Float64Array;
  /** Which of the genes stands at each place. */
  readonly rising: Uint32Array;
  readonly ranks: Float64Array;
}

const drawer = (size: number) => Math.min(DRAWERS - 1, Math.floor(size * PER_UNIT));

function rank(z: Float64Array, genes: readonly number[], { ends, sizes, rising, ranks }: Desk): Float64Array {
  const many = genes.length;
  ends.fill(0);
  for (let i = 0; i < many; i++) {
    sizes[i] = tie(Math.abs(z[genes[i]!]!));
    ends[drawer(sizes[i]!)]!++;
  }
  for (let i = 1; i < DRAWERS; i++) ends[i]! += ends[i - 1]!;
  for (let i = 0; i < many; i++) rising[--ends[drawer(sizes[i]!)]!] = i;
  for (let i = 1; i < many; i++) {
    const one = rising[i]!;
    const size = sizes[one]!;
    let place = i;
    for (; place > 0 && sizes[rising[place - 1]!]! > size; place--) rising[place] = rising[place - 1]!;
    rising[place] = one;
  }
  for (let start = 0, end = 0; start < many; start = end) {
    const size = sizes[rising[start]!]!;
    while (end < many && sizes[rising[end]!] === size) end++;
    for (let i = start; i < end; i++) ranks[genes[rising[i]!]!] = (start + end + 1) / 2;
  }
  return ranks;
}
