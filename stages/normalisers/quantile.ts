import { Cell } from "../../data/replicates.ts";
import { citations } from "../citations.ts";
import { commonDistribution, toCommon } from "./common-distribution.ts";
import type { Normaliser } from "./normaliser.ts";

/**
 * Gives all samples the same distribution of Ct: that of the mean over samples of each rank. There is no reference: dCt is the
 * normalised Ct less the mean of that distribution, which is one number for all, so that expression is relative to an assay of
 * average Ct. It maps values rather than shifting them: a change of one gene moves others, and so does another card.
 */
export const quantile: Normaliser = {
  name: "quantile",
  keeps: ["amount"],
  citations: [citations.bolstad],
  normalise({ wells: { panel }, replicates, groups }) {
    const { samples, assays, state, ct } = replicates;
    const used = panel.assays.flatMap(({ role }, assay) => (role === "control" ? [] : [assay]));
    const sorted = new Map<number, Float64Array>();
    for (const sample of groups.flat()) {
      const cells = used.map((assay) => sample * assays + assay).filter((cell) => state[cell] === Cell.measured);
      if (cells.length > 1) sorted.set(sample, Float64Array.from(cells, (cell) => ct[cell]!).sort());
    }
    const common = commonDistribution([...sorted.values()], used.length);
    const mean = common.reduce((sum, value) => sum + value, 0) / common.length;
    const maps = new Map([...sorted].map(([sample, values]) => [sample, toCommon(values, common)]));
    const whole = [...sorted.values()].filter((values) => values.length === used.length).length;
    const none = new Float64Array(samples).fill(Number.NaN);
    return {
      delta: (sample, _, of) => (maps.get(sample)?.(of) ?? Number.NaN) - mean,
      ct: none.map((_, sample) => (sorted.has(sample) ? mean : Number.NaN)),
      genes: [],
      measured: new Uint16Array(samples),
      slope: new Float64Array(assays).fill(1),
      variance: none,
      errorVariance: none,
      shared: () => 0,
      methods:
        "The Ct of all targets and reference genes were quantile normalised over the samples (missing ones by interpolated ranks, as limma does); Delta Ct (dCt) is the normalised Ct less the mean of the common distribution. No error from replicates is told: ranks do not pass it on.",
      findings: [
        {
          level: "caution",
          text: `Quantile normalisation gives every sample the same distribution, so that expression is relative to the average assay, not to reference genes. In ${sorted.size - whole} of ${sorted.size} samples some assays were not detected; as these are mostly the rarest, the others are drawn apart to take their place.`,
        },
      ],
    };
  },
};
