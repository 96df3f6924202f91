import { choleskyTriangle } from "./cholesky-triangle.ts";
import type { SubjectSums } from "./subject-sums.ts";

/**
 * The criterion of `restrictedLikelihood` alone, as a function of the ratio of variances: what the subjects have within
 * them is summed up once, and no derivative is made.
 *
 * Formula: as there.
 * Source: as there.
 * Cost: O(k^3) for k columns, and O(k^2) for each size of subject.
 */
export function restrictedCriterion({ n, within, sizes }: SubjectSums): (ratio: number) => number {
  const all = Math.sqrt(within.length);
  const k = all - 1;
  const inside = new Float64Array(all * all);
  for (let j = 0; j < all; j++) {
    for (let l = j; l < all; l++) {
      let sum = 0;
      for (let a = 0; a <= j; a++) sum += within[a * all + j]! * within[a * all + l]!;
      inside[j * all + l] = sum;
    }
  }
  const products = new Float64Array(all * all);
  const none = new Float64Array(all * all);
  return (ratio) => {
    products.set(inside);
    let logs = 0;
    for (const { size, count, products: means } of sizes) {
      const f = size / (1 + size * ratio);
      logs += count * Math.log1p(size * ratio);
      for (let at = 0; at < means.length; at++) products[at]! += f * means[at]!;
    }
    const triangle = choleskyTriangle(products, all, none);
    for (let j = 0; j < k; j++) logs += 2 * Math.log(triangle[j * all + j]!);
    return (n - k) * Math.log(triangle[all * all - 1]! ** 2) + logs;
  };
}
