import { weightedTriangle } from "./weighted-triangle.ts";

/** What a random intercept needs of columns: their products within subjects, and those of the subjects' means. */
export interface SubjectSums {
  readonly n: number;
  readonly subjects: number;
  /** The triangle R of the columns less their means in each subject; R' R are the products within subjects. */
  readonly within: Float64Array;
  /** For each number of values that subjects have: how many have it, and the products of the means of these. */
  readonly sizes: readonly { readonly size: number; readonly count: number; readonly products: Float64Array }[];
}

/**
 * How do columns vary within subjects, and how from subject to subject? All that a likelihood with one variance between
 * and one within subjects needs of the data, whatever the two are.
 *
 * Unit: products of those of the columns, as rows one after the other.
 * Source: Searle SR, Casella G, McCulloch CE (1992) Variance Components, 3.
 * Checked: through `mixedModel` -> test/reference/mixed-model.json
 * Cost: O(n k^2) for k columns.
 *
 * @example
 * subjectSums([[1, 3, 5, 6]], ["A", "A", "B", "B"]).within // [1.5811388300841898]
 * subjectSums([[1, 3, 5, 6]], ["A", "A", "B", "B"]).sizes // [{ size: 2, count: 2, products: [34.25] }]
 */
export function subjectSums(
  columns: readonly ArrayLike<number>[],
  subjects: readonly (string | number)[],
): SubjectSums {
  const [n, k] = [subjects.length, columns.length];
  const places = new Map<string | number, number>();
  const of = Uint32Array.from(subjects, (subject) => {
    const place = places.get(subject) ?? places.size;
    places.set(subject, place);
    return place;
  });
  const counts = new Float64Array(places.size);
  for (let i = 0; i < n; i++) counts[of[i]!]!++;
  const means = columns.map((column) => {
    const sums = new Float64Array(places.size);
    for (let i = 0; i < n; i++) sums[of[i]!]! += column[i]!;
    return sums.map((sum, subject) => sum / counts[subject]!);
  });
  const apart = columns.map((column, j) => Float64Array.from(of, (subject, i) => column[i]! - means[j]![subject]!));
  const bySize = new Map<number, { size: number; count: number; products: Float64Array }>();
  counts.forEach((size, subject) => {
    const entry = bySize.get(size) ?? { size, count: 0, products: new Float64Array(k * k) };
    bySize.set(size, entry);
    entry.count++;
    for (let j = 0; j < k; j++) {
      for (let l = 0; l < k; l++) entry.products[j * k + l]! += means[j]![subject]! * means[l]![subject]!;
    }
  });
  const within = weightedTriangle(apart, new Float64Array(n).fill(1)).triangle;
  return { n, subjects: places.size, within, sizes: [...bySize.values()].sort((a, b) => a.size - b.size) };
}
