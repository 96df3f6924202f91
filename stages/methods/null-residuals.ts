import type { FollowUp } from "./follow-up.ts";

/**
 * How much longer each subject lived than the hazard of all would have it: the cumulative hazard (Nelson-Aalen) up to their
 * time, less 1 for the event. Permutations deal these out, for a rank correlation with them is nearly the log-rank test.
 *
 * Source: Therneau TM, Grambsch PM, Fleming TR (1990) Martingale-based residuals for survival models. Biometrika
 * 77:147-160.
 */
export function nullResiduals(followed: readonly FollowUp[]): number[] {
  const times = [...new Set(followed.filter(({ event }) => event).map(({ time }) => time))].sort((a, b) => a - b);
  const hazards = times.map((time) => {
    const died = followed.filter((one) => one.event && one.time === time).length;
    return died / followed.filter((one) => one.time >= time).length;
  });
  return followed.map(({ time, event }) => {
    const hazard = hazards.reduce((sum, at, i) => (times[i]! <= time ? sum + at : sum), 0);
    return hazard - (event ? 1 : 0);
  });
}
