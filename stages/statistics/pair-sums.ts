/** The k-th smallest, k from 1. Calls share their work: what one learns, the next starts from. */
export type Kth = (k: number) => number;

/** Up to so many sums are listed and sorted; above, the search narrows first. */
const LISTED = 64;

/**
 * Which is the k-th smallest of the sums x_i + y_j, without forming them all? Of all pairs, or of those with i <= j.
 *
 * Sums rise along rows and columns, also after rounding, so one walk down the edge counts the sums up to a value t and
 * meets the two that lie next to it. The search keeps a span of sums that holds the k-th, splits it where the counts
 * say the k-th should lie (regula falsi, with the Illinois weights), every fourth time in the middle of the doubles,
 * which bounds it at 64 such steps whatever the data, and lists the span once it is short. Every answer is one of the
 * sums.
 *
 * Source: Johnson DB, Mizoguchi T (1978) Selecting the Kth element in X + Y. SIAM J. Comput. 7:147-153 (the walk).
 * Cost: O(n) a step, about 15 steps for an estimate with both limits at n = 10,000.
 */
export function pairSums(x: Float64Array, y: Float64Array, onlyUpper: boolean): Kth {
  const total = onlyUpper ? (x.length * (x.length + 1)) / 2 : x.length * y.length;
  /** What is known: so many sums are at most some value, the last of them and the next after it; rising. */
  const steps = [
    { count: 0, last: Number.NEGATIVE_INFINITY, next: x[0]! + y[0]! },
    { count: total, last: x[x.length - 1]! + y[y.length - 1]!, next: Number.POSITIVE_INFINITY },
  ];
  let listed = new Float64Array(0);
  let before = 0;

  return (k) => {
    if (!(Number.isInteger(k) && k >= 1 && k <= total)) {
      throw new RangeError(`pair-sums: needs a place from 1 to ${total}, got ${k}`);
    }
    if (k > before && k <= before + listed.length) return listed[k - before - 1]!;
    let at = steps.findIndex(({ count }) => count >= k);
    let low = steps[at - 1]!;
    let high = steps[at]!;
    let lowWeight = 1;
    let highWeight = 1;
    let moved: "low" | "high" | undefined;
    for (let tries = 1; low.next < high.last && high.count - low.count > LISTED; tries++) {
      const missing = (k - low.count - 0.5) * lowWeight;
      const beyond = (high.count - k + 0.5) * highWeight;
      const guess =
        tries % 4 === 0
          ? middleDouble(low.next, high.last)
          : low.next + (high.last - low.next) * (missing / (missing + beyond));
      const step = count(x, y, onlyUpper, guess >= low.next && guess < high.last ? guess : low.next);
      if (step.count >= k) {
        high = step;
        highWeight = 1;
        if (moved === "high") lowWeight /= 2;
        moved = "high";
      } else {
        low = step;
        lowWeight = 1;
        if (moved === "low") highWeight /= 2;
        moved = "low";
        at++;
      }
      steps.splice(step === low ? at - 1 : at, 0, step);
    }
    if (low.next === high.last) return low.next;
    before = low.count;
    listed = list(x, y, onlyUpper, low.next, high.last, high.count - low.count);
    return listed[k - before - 1]!;
  };
}

/** How many sums are at most t, the largest of them, and the smallest of the others. */
function count(x: Float64Array, y: Float64Array, onlyUpper: boolean, t: number) {
  let sums = 0;
  let last = Number.NEGATIVE_INFINITY;
  let next = Number.POSITIVE_INFINITY;
  let j = y.length - 1;
  for (let i = 0; i < x.length; i++) {
    const first = onlyUpper ? i : 0;
    const value = x[i]!;
    for (; j >= first; j--) {
      const sum = value + y[j]!;
      if (sum <= t) {
        if (sum > last) last = sum;
        break;
      }
      if (sum < next) next = sum;
    }
    if (j < first) break;
    sums += j - first + 1;
  }
  return { count: sums, last, next };
}

/** The sums from one value to another, sorted. */
function list(x: Float64Array, y: Float64Array, onlyUpper: boolean, from: number, to: number, many: number) {
  const found = new Float64Array(many);
  let filled = 0;
  let end = y.length - 1;
  for (let i = 0; i < x.length; i++) {
    const first = onlyUpper ? i : 0;
    const value = x[i]!;
    while (end >= first && value + y[end]! > to) end--;
    if (end < first) break;
    for (let j = end; j >= first; j--) {
      const sum = value + y[j]!;
      if (sum < from) break;
      found[filled++] = sum;
    }
  }
  return found.sort();
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** The double with as many doubles between it and the one limit as the other. */
function middleDouble(low: number, high: number): number {
  const place = (value: number): bigint => {
    double[0] = value;
    return bits[0]! < 0n ? -(bits[0]! & 0x7fffffffffffffffn) : bits[0]!;
  };
  const middle = (place(low) + place(high)) >> 1n;
  bits[0] = middle < 0n ? -middle : middle;
  return middle < 0n ? -double[0]! : double[0]!;
}
