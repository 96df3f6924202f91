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
  const of = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const place = places.get(subjects[i]!) ?? places.size;
    places.set(subjects[i]!, place);
    of[i] = place;
  }
  const counts = new Float64Array(places.size);
  for (let i = 0; i < n; i++) counts[of[i]!]!++;
  const means = columns.map((column) => meansOf(column, of, counts));
  const apart = columns.map((column, j) => lessMeans(column, of, means[j]!));
  const bySize = new Map<number, { size: number; count: number; products: Float64Array }>();
  for (let subject = 0; subject < places.size; subject++) {
    const size = counts[subject]!;
    const entry = bySize.get(size) ?? { size, count: 0, products: new Float64Array(k * k) };
    bySize.set(size, entry);
    entry.count++;
    addProducts(entry.products, means, subject);
  }
  const within = weightedTriangle(apart, new Float64Array(n).fill(1)).triangle;
  return { n, subjects: places.size, within, sizes: [...bySize.values()].sort((a, b) => a.size - b.size) };
}

function meansOf(column: ArrayLike<number>, of: Uint32Array, counts: Float64Array): Float64Array {
  const means = new Float64Array(counts.length);
  for (let i = 0; i < of.length; i++) means[of[i]!]! += column[i]!;
  for (let subject = 0; subject < counts.length; subject++) means[subject]! /= counts[subject]!;
  return means;
}

function lessMeans(column: ArrayLike<number>, of: Uint32Array, means: Float64Array): Float64Array {
  const apart = new Float64Array(of.length);
  for (let i = 0; i < of.length; i++) apart[i] = column[i]! - means[of[i]!]!;
  return apart;
}

function addProducts(products: Float64Array, means: readonly Float64Array[], subject: number): void {
  const k = means.length;
  for (let j = 0; j < k; j++) {
    const mean = means[j]![subject]!;
    for (let l = 0; l < k; l++) products[j * k + l]! += mean * means[l]![subject]!;
  }
}
