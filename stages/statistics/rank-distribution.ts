/**
 * The null distribution of a rank statistic on 0, 1 ... size, symmetric about size / 2. Both tails are sums from the
 * near end, never 1 minus the other where they are small.
 */
export interface RankDistribution {
  readonly size: number;
  /** P(statistic <= w). */
  atMost(w: number): number;
  /** P(statistic >= w). */
  atLeast(w: number): number;
  /** The smallest w with P(statistic <= w) >= p; short of p by up to 10 rounding units counts as p. */
  quantile(p: number): number;
}

const FUZZ = 10 * Number.EPSILON;

/** From the number of arrangements that give 0, 1 ... floor(size / 2), and of all. Cost: O(size). */
export function rankDistribution(counts: Float64Array, size: number, total: number): RankDistribution {
  const lower = new Float64Array(counts.length);
  let sum = 0;
  for (let w = 0; w < counts.length; w++) {
    sum += counts[w]!;
    lower[w] = sum / total;
  }
  const atMost = (w: number): number => {
    const whole = Math.floor(w + 1e-7);
    if (whole < 0) return 0;
    if (whole >= size) return 1;
    return whole <= size / 2 ? lower[whole]! : 1 - lower[size - whole - 1]!;
  };
  return {
    size,
    atMost,
    atLeast: (w) => atMost(size - w),
    quantile(p) {
      if (!(p >= 0 && p <= 1)) throw new RangeError(`rank-distribution: a probability lies between 0 and 1, got ${p}`);
      if (p === 1) return size;
      if (p <= 0.5) return first(lower, (at) => at >= p - FUZZ);
      return size - first(lower, (at) => at > 1 - p + FUZZ);
    },
  };
}

/** The first place of a rising sequence where a condition holds, by halving. */
function first(rising: Float64Array, holds: (at: number) => boolean): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(rising[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
