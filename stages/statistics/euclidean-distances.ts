import type { Numbers } from "./numbers.ts";

/**
 * How far apart are rows of values? The Euclidean distance of every pair, also where some values are missing (NaN).
 *
 * Formula: sqrt(sum (x - y)^2) over the columns that both rows have, the sum raised by columns / columns that both have. A
 * pair without any such column is as far apart as the farthest of the other pairs, or 0 where there is no other.
 * Unit: that of the values. The pairs are in the order (1, 2), (1, 3), ... (2, 3), ...
 * Source: Becker RA, Chambers JM, Wilks AR (1988) The New S Language. Wadsworth and Brooks/Cole; the rule for what is
 * missing is that of R's `dist`.
 * Checked: R `dist(rows)`, NA by its maximum -> test/reference/average-linkage.json
 * Cost: O(n^2 columns); 2 ms at n = 100, 0.13 s at n = 1,000, of 90 columns.
 *
 * @example
 * euclideanDistances([[0, 0], [3, 4], [0, 1]]) // [5, 1, 4.242640687119285]
 * euclideanDistances([[0, 0], [3, NaN]]) // [4.242640687119285]
 * @throws {RangeError} when there is no row, their lengths differ, or a value is infinite
 */
export function euclideanDistances(rows: readonly Numbers[]): Float64Array {
  const n = rows.length;
  if (n === 0) throw new RangeError("euclidean-distances: needs at least 1 row, got none");
  const columns = rows[0]!.length;
  const values = rows.map((row) => Float64Array.from(row));
  for (const row of values) {
    if (row.length !== columns)
      throw new RangeError(`euclidean-distances: needs rows of one length, got ${columns} and ${row.length}`);
    const wrong = row.find((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
    if (wrong !== undefined)
      throw new RangeError(`euclidean-distances: a value is a finite number or missing, got ${wrong}`);
  }
  const distances = new Float64Array((n * (n - 1)) / 2);
  const apart: number[] = [];
  let most = 0;
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const distance = distanceOf(values[i]!, values[j]!);
      if (distance === undefined) apart.push(at);
      else if (distance > most) most = distance;
      distances[at++] = distance ?? 0;
    }
  }
  for (const pair of apart) distances[pair] = most;
  return distances;
}

function distanceOf(x: Float64Array, y: Float64Array): number | undefined {
  let sum = 0;
  let shared = 0;
  for (let column = 0; column < x.length; column++) {
    const off = x[column]! - y[column]!;
    if (Number.isNaN(off)) continue;
    sum += off * off;
    shared++;
  }
  if (shared === 0) return undefined;
  return Math.sqrt(shared === x.length ? sum : sum / (shared / x.length));
}
