import { normalLimit } from "./normal-limit.ts";

/**
 * The normal interval of a probability: estimate -+ z x standard error, cut off at 0 and 1. A standard error of 0 or
 * none says nothing of how far the estimate may be off: no interval.
 */
export function normalInterval(estimate: number, error: number | undefined, alpha: number) {
  if (error === undefined || error === 0) return { low: undefined, high: undefined };
  const reach = normalLimit(alpha / 2) * error;
  return { low: Math.max(0, estimate - reach), high: Math.min(1, estimate + reach) };
}
