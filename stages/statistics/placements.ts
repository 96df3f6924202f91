/**
 * Where each value of one group stands in the other, as two rank statistics need it: its placement is the number of the
 * other group that it exceeds, ties half. Counted in whole and half numbers, so that no spread comes out as exactly 0.
 */
export interface Placements {
  /** The number of pairs in which a exceeds b, ties half: the rank-sum statistic W. */
  readonly wins: number;
  /** sum(t^3 - t) over equal values of both groups together, and within the groups. */
  readonly ties: number;
  readonly equals: number;
  /** The sum of squares of placement / size of the other group, about its mean, over a and over b. */
  readonly spreadA: number;
  readonly spreadB: number;
}

/**
 * Source: Hanley JA, Hajian-Tilaki KO (1997) Sampling variability of nonparametric estimates of the areas under
 * receiver operating characteristic curves: an update. Acad. Radiol. 4:49-58.
 * Cost: O(n), of two sorted groups: one walk through both to count, one to spread.
 */
export function placements(a: Float64Array, b: Float64Array): Placements {
  const wins = walk(a, b, 0);
  const { spreadA, spreadB } = walk(a, b, wins.wins);
  return { ...wins, spreadA, spreadB };
}

function walk(a: Float64Array, b: Float64Array, centre: number): Placements {
  const [m, n] = [a.length, b.length];
  let [wins, ties, equals, spreadA, spreadB] = [0, 0, 0, 0, 0];
  for (let i = 0, j = 0; i < m || j < n; ) {
    const value = Math.min(i < m ? a[i]! : Number.POSITIVE_INFINITY, j < n ? b[j]! : Number.POSITIVE_INFINITY);
    const [fromA, fromB] = [i, j];
    while (i < m && a[i] === value) i++;
    while (j < n && b[j] === value) j++;
    const [s, t] = [i - fromA, j - fromB];
    const overB = fromB + t / 2;
    const underA = m - fromA - s / 2;
    wins += s * overB;
    if (s + t > 1) {
      ties += (s + t) ** 3 - (s + t);
      equals += s ** 3 - s + t ** 3 - t;
    }
    spreadA += s * (overB * m - centre) ** 2;
    spreadB += t * (underA * n - centre) ** 2;
  }
  const unit = (m * n) ** 2;
  return { wins, ties, equals, spreadA: spreadA / unit, spreadB: spreadB / unit };
}
