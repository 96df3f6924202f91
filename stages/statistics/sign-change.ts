/**
 * Where between two places does a continuous function change its sign? Chandrupatla's search: the place of the parabola
 * through the last three points where that can be trusted, the middle where it cannot. It ends where the two sides are as
 * near as doubles of the size of the place, or of 1 if that is larger, allow.
 *
 * Unit: that of the places.
 * Source: Chandrupatla TR (1997) A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function
 * without using derivatives. Adv. Eng. Softw. 28:145-149.
 * Checked: through `trigammaInverse`, `betaLimit` and `fisherExact` -> test/reference/trigamma-inverse.json
 * Cost: 8 to 15 calls of the function as a rule; a function that only jumps takes the 60 of halving and more.
 *
 * @example
 * signChange((x) => x * x - 2, 0, 2) // Math.SQRT2
 * signChange((x) => x - 1, 1, 5) // 1
 * @throws {RangeError} when the function has the same sign at both places
 */
export function signChange(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [to, from];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa < 0 ? fb > 0 : fb < 0)) {
    throw new RangeError(`sign-change: needs a change of sign, got ${fb} at ${from} and ${fa} at ${to}`);
  }
  for (let share = 0.5; ; ) {
    const x = a + share * (b - a);
    const fx = f(x);
    const same = fx > 0 === fa > 0;
    const [c, fc] = same ? [a, fa] : [b, fb];
    if (!same) [b, fb] = [a, fa];
    [a, fa] = [x, fx];
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const least = (2 * Number.EPSILON * Math.max(1, Math.abs(best))) / Math.abs(b - a);
    if (fa === 0 || least > 0.5) return best;
    const place = (a - b) / (c - b);
    const height = (fa - fb) / (fc - fb);
    const trusted = height ** 2 < place && (1 - height) ** 2 < 1 - place;
    const aim = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
    share = trusted ? Math.min(1 - least, Math.max(least, aim)) : 0.5;
  }
}
