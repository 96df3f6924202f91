/** A step of a survival curve: the share that is event-free from this time on, and its limits. */
export interface SurvivalStep {
  readonly time: number;
  readonly survival: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** A time with its limits; undefined where the curve does not fall so far. */
export interface SurvivalQuantile {
  readonly estimate: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/**
 * By which time has a share of the subjects had the event? The median survival when that share is a half.
 *
 * Formula: the first time at which the curve is at or below 1 - share. Where it lies at exactly 1 - share (to 1.5e-8)
 * the middle between that time and the next at which it falls, or the last time when it falls no more. The limits are
 * the same of the lower and of the upper limit of the curve, so that their kind is the kind of interval that the steps
 * have (Brookmeyer and Crowley).
 * Unit: as the times. Undefined where the curve, or its limit, is not reached.
 * Source: Brookmeyer R, Crowley J (1982) A confidence interval for the median survival time. Biometrics 38:29-41.
 * Checked: R `quantile(survfit(...))` -> test/reference/kaplan-meier.json. R's `print` gives the first time where a curve
 * ends at exactly a half. A limit of the curve that rises again counts from where it was first below, as in R's `print`;
 * R's `quantile` then takes a later time.
 * Cost: O(steps).
 *
 * @example
 * survivalQuantile(kaplanMeier([1, 2, 3, 4], [true, true, true, true]).steps).estimate // 2.5
 * survivalQuantile(kaplanMeier([1, 2, 3, 4], [true, true, true, true]).steps, 0.2).estimate // 1
 * survivalQuantile(kaplanMeier([1, 2, 3, 4], [true, false, false, false]).steps).estimate // undefined
 * @throws {RangeError} when the share is not between 0 and 1
 */
export function survivalQuantile(steps: readonly SurvivalStep[], share = 0.5): SurvivalQuantile {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`survival-quantile: a share lies between 0 and 1, got ${share}`);
  }
  const left = 1 - share;
  return {
    estimate: reached(steps, left, (step) => step.survival),
    low: reached(steps, left, (step) => step.low),
    high: reached(steps, left, (step) => step.high),
  };
}

/** How far from a share a curve may be and still count as at it: survival is a product, and rounded. */
const NEAR = Math.sqrt(Number.EPSILON);

function reached(
  steps: readonly SurvivalStep[],
  left: number,
  curve: (step: SurvivalStep) => number | undefined,
): number | undefined {
  let at: number | undefined;
  for (const step of steps) {
    const value = curve(step);
    if (value === undefined) continue;
    if (value < left - NEAR) return at === undefined ? step.time : (at + step.time) / 2;
    if (value <= left + NEAR) at ??= step.time;
  }
  return at === undefined ? undefined : (at + steps.at(-1)!.time) / 2;
}
