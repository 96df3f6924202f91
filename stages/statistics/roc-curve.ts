import { type Numbers, numbers } from "./numbers.ts";

/** What a cut tells: `cut` and above count as the first group; undefined is above all. */
export interface RocPoint {
  readonly cut: number | undefined;
  /** Share of the first group at or above the cut, and of the second below it. */
  readonly sensitivity: number;
  readonly specificity: number;
}

/**
 * How well does each cut of the values tell the first group from the second? The points of the ROC curve, from the cut that
 * nobody reaches to the one that everybody does.
 *
 * Formula: a cut at every value; sensitivity = number of a at or above it / m, specificity = number of b below it / n.
 * Straight lines between the points, slanted where values of both groups tie, enclose the area that `auc` gives.
 * Unit: sensitivity, specificity: shares; cut as the values, undefined at the first.
 * Source: Hanley JA, McNeil BJ (1982) The meaning and use of the area under a receiver operating characteristic (ROC)
 * curve. Radiology 143:29-36.
 * Checked: the area below it is that of R `pROC::auc` -> test/reference/auc.json
 * Cost: O(n log n): one sort a group.
 *
 * @example
 * rocCurve([3, 4], [1, 3]).map((point) => point.cut) // [undefined, 4, 3, 1]
 * rocCurve([3, 4], [1, 3]).map((point) => point.sensitivity) // [0, 0.5, 1, 1]
 * rocCurve([3, 4], [1, 3]).map((point) => point.specificity) // [1, 1, 0.5, 0]
 * @throws {RangeError} when a value is not finite, or a group is empty
 */
export function rocCurve(a: Numbers, b: Numbers): RocPoint[] {
  const [first, second] = [numbers("roc-curve", a).sort(), numbers("roc-curve", b).sort()];
  const [m, n] = [first.length, second.length];
  if (m < 1 || n < 1) throw new RangeError(`roc-curve: needs at least 1 value in each group, got ${m} and ${n}`);
  const points: RocPoint[] = [{ cut: undefined, sensitivity: 0, specificity: 1 }];
  for (let i = m, j = n; i > 0 || j > 0; ) {
    const cut = Math.max(
      i > 0 ? first[i - 1]! : Number.NEGATIVE_INFINITY,
      j > 0 ? second[j - 1]! : Number.NEGATIVE_INFINITY,
    );
    while (i > 0 && first[i - 1] === cut) i--;
    while (j > 0 && second[j - 1] === cut) j--;
    points.push({ cut, sensitivity: (m - i) / m, specificity: j / n });
  }
  return points;
}
