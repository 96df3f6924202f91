import gammaln from "@stdlib/math-base-special-gammaln";

/**
 * How probable is a chi-square value of at least x?
 *
 * Formula: the upper incomplete gamma function Q(a, y) at a = df / 2 and y = x / 2: 1 minus its series where y is below
 * a + 1 and the tail is the larger part, else Legendre's continued fraction. (stdlib's gammainc is off by 1 % at 5,000
 * degrees of freedom, so this is ours.)
 * Unit: probability.
 * Source: Abramowitz M, Stegun IA (1964) Handbook of Mathematical Functions, 6.5.29, 6.5.31 and 26.4.
 * Checked: R `pchisq(lower.tail = FALSE)` -> test/reference/chi-square-tail.json
 * Cost: O(sqrt(df)); 0.001 ms.
 *
 * @example
 * chiSquareTail(0, 3) // 1
 * chiSquareTail(3.841458820694124, 1) // 0.05
 * chiSquareTail(2 * Math.log(20), 2) // 0.05
 * @throws {RangeError} when x is below 0 or not finite, or the degrees of freedom are below 0.01, where digits are lost
 */
export function chiSquareTail(x: number, df: number): number {
  if (!(x >= 0 && x < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`chi-square-tail: needs a finite value from 0, got ${x}`);
  }
  if (!(df >= 0.01 && df < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`chi-square-tail: needs at least 0.01 degrees of freedom, got ${df}`);
  }
  const [a, y] = [df / 2, x / 2];
  return y < a + 1 ? 1 - weight(a, y) * series(a, y) : weight(a, y) * a * fraction(a, y);
}

/** 1 + y / (a + 1) + y^2 / ((a + 1) (a + 2)) + ... */
function series(a: number, y: number): number {
  let sum = 1;
  for (let n = 1, term = y / (a + 1); sum + term > sum; term *= y / (a + ++n)) sum += term;
  return sum;
}

/** 1 / (y + 1 - a - 1 (1 - a) / (y + 3 - a - 2 (2 - a) / ...)), from the front (Lentz's way), until it stands. */
function fraction(a: number, y: number): number {
  let below = y + 1 - a;
  let [ahead, behind] = [Number.POSITIVE_INFINITY, 1 / below];
  let value = behind;
  for (let i = 1, change = 0; Math.abs(change - 1) > 4 * Number.EPSILON; i++) {
    const above = i * (a - i);
    below += 2;
    behind = 1 / (below + above * behind);
    ahead = below + above / ahead;
    change = ahead * behind;
    value *= change;
  }
  return value;
}

/**
 * y^a e^-y / Gamma(a + 1). For large a its factors are so large that their logarithms lose digits: there by Stirling's
 * series and Loader's deviance, whose parts are all small.
 *
 * Source: Loader C (2000) Fast and accurate computation of binomial probabilities. Bell Laboratories.
 */
function weight(a: number, y: number): number {
  if (y === 0) return 0;
  if (a < 20) return Math.exp(a * Math.log(y) - y - gammaln(a + 1));
  const s = 1 / (a * a);
  const stirling = (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / a;
  return Math.exp(-stirling - deviance(a, y)) / Math.sqrt(2 * Math.PI * a);
}

/** a ln(a / y) + y - a, without the cancellation of y near a: v = (y - a) / (y + a), ln(y / a) = 2 atanh(v). */
function deviance(a: number, y: number): number {
  const v = (y - a) / (y + a);
  if (Math.abs(v) > 0.1) return a * Math.log(a / y) + y - a;
  let sum = (y - a) * v;
  for (let k = 3, power = 2 * a * v ** 3; sum - power / k !== sum; k += 2, power *= v * v) sum -= power / k;
  return sum;
}
