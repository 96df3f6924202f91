/**
 * What do the rows of a table add up to, each taken by its weight? Written into `into`, whose length is that of a row.
 *
 * Four rows are taken in a sweep, so that each sum is fetched and put back once for four rows. Sums thus come in another
 * order than row by row; of whole, half and quarter numbers, as of ranks, they are exact in any order. A row of weight 0
 * costs nothing.
 *
 * Source: the definition.
 * Checked: through `maxT` -> test/reference/permutations.json
 * Cost: rows of weights other than 0 x columns multiplications. Takes finite numbers.
 *
 * @example
 * weightedRows(Float64Array.of(1, 0, -2), Float64Array.of(1, 2, 3, 4, 5, 6), new Float64Array(2)) // [-9, -10]
 */
export function weightedRows(weights: Float64Array, table: Float64Array, into: Float64Array): Float64Array {
  const rows = weights.length;
  const columns = into.length;
  const next = (from: number): number => {
    let row = from;
    while (row < rows && weights[row] === 0) row++;
    return row;
  };
  into.fill(0);
  for (let first = next(0); first < rows; ) {
    const second = next(first + 1);
    const third = next(second + 1);
    const fourth = next(third + 1);
    // Where no more rows are left, the first is taken once more, by a weight of 0.
    const weight = (row: number) => (row < rows ? weights[row]! : 0);
    const start = (row: number) => (row < rows ? row : first) * columns;
    const [wa, wb, wc, wd] = [weight(first), weight(second), weight(third), weight(fourth)];
    const [a, b, c, d] = [start(first), start(second), start(third), start(fourth)];
    for (let i = 0; i < columns; i++) {
      into[i]! += wa * table[a + i]! + wb * table[b + i]! + wc * table[c + i]! + wd * table[d + i]!;
    }
    first = next(fourth + 1);
  }
  return into;
}
