import { MEASURED } from "../../data/well.ts";
import { check } from "./check.ts";

/** Late wells have low scores as a rule, and are told by ct-limit. */
export const amplification = check({
  name: "amplification",
  meaning:
    "Scores of the curve (Amp Score) and of the Ct (Cq Conf), where the export has them: a note where one is low before quality.ct_caution, a caution where both are",
  limits: {
    amp_score: { default: 1, unit: "score", bounds: [0, 2], meaning: "Smallest Amp Score of a good curve" },
    cq_confidence: { default: 0.8, unit: "score", bounds: [0, 1], meaning: "Smallest Cq Conf of a good Ct" },
  },
  finding: { noun: "well", text: "with a poor curve and a doubtful Ct, by the instrument's own scores" },
  look({ wells, set, limits }, raise) {
    const { ampScore, cqConfidence } = wells;
    if (ampScore.length === 0) return;
    const [leastAmp, leastConfidence] = [1000 * limits.amp_score + 1, 1000 * limits.cq_confidence + 1];
    const limit = `${limits.amp_score} and ${limits.cq_confidence}`;
    for (let row = 0; row < wells.length; row++) {
      const [amp, confidence] = [ampScore[row]!, cqConfidence[row]!];
      const low = (amp > 0 && amp < leastAmp ? 1 : 0) + (confidence > 0 && confidence < leastConfidence ? 1 : 0);
      if (low === 0 || wells.state[row] !== MEASURED || wells.ct[row]! >= set.ct_caution) continue;
      raise.well(row, {
        level: low === 2 ? "caution" : "note",
        observed: `${asScore(amp)} and ${asScore(confidence)}`,
        limit,
        unit: "Amp Score and Cq Conf",
        reason: low === 2 ? "a poor curve, and a doubtful Ct" : "the instrument scores the curve or the Ct as low",
      });
    }
  },
});

/** As the export has it; none is a dash. */
function asScore(stored: number): string {
  return stored === 0 ? "-" : String((stored - 1) / 1000);
}
