import type { Proportion } from "./clopper-pearson.ts";
import { counts } from "./counts.ts";
import { alphaOf, type Level } from "./level.ts";
import { normalLimit } from "./normal-limit.ts";

/**
 * Which share of all is it, and between which limits does it lie? Wilson's score interval: mostly shorter than the exact one, for it
 * holds the true share about as often as its level says, where the exact one does so at least as often.
 *
 * Formula: the limits are the shares q at which |successes / n - q| is z sqrt(q (1 - q) / n): the roots of a quadratic,
 * the lower found from the upper through their product, which keeps the digits of a small one. No continuity correction.
 * Unit: share, 0 to 1.
 * Source: Wilson EB (1927) Probable inference, the law of succession, and statistical inference. JASA 22:209-212.
 * Checked: R `prop.test(correct = FALSE)` -> test/reference/wilson.json
 * Cost: O(1).
 *
 * @example
 * wilson(0, 10).low // 0
 * wilson(5, 10).low // 0.23659309051256386
 * wilson(5, 10).high // 0.7634069094874361
 * @throws {RangeError} unless successes and n are whole numbers, n at least 1 and no smaller than successes
 */
export function wilson(successes: number, n: number, options: Level = {}): Proportion {
  const alpha = alphaOf("wilson", options);
  counts("wilson", [successes, n]);
  if (!(n >= 1 && successes <= n)) {
    throw new RangeError(`wilson: needs a part of at least 1, got ${successes} of ${n}`);
  }
  const square = normalLimit(alpha / 2) ** 2;
  const limit = (k: number) => {
    const upper = k + square / 2 + Math.sqrt(square * ((k * (n - k)) / n + square / 4));
    return (k * k) / n / upper;
  };
  return { estimate: successes / n, low: limit(successes), high: 1 - limit(n - successes), n };
}
