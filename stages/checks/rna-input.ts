import { Cell } from "../../data/replicates.ts";
import { check, named } from "./check.ts";
import { medianOf, spreadOf } from "./median.ts";

/** Fewer targets than this have no middle to speak of. */
const LEAST = 5;

/** Share of the samples in which a target must be detected to be counted on. */
const NEARLY_ALL = 0.9;

/** The amount alone is told by reference-level, and dCt takes it out; that the two disagree is what it cannot take out. */
export const rnaInput = check({
  name: "rna-input",
  meaning:
    "RNA of a sample by its targets (median Ct of those detected in nearly all samples) against its reference genes: where they disagree unlike in other samples, all its dCt are shifted",
  limits: {
    cycles: {
      default: 1,
      unit: "cycles",
      bounds: [0, 20],
      meaning: "How far from the median of all samples that difference may be, however alike these are",
    },
    spreads: {
      default: 5,
      unit: "spreads",
      bounds: [0, 100],
      meaning: "How far it may be, in spreads of all samples (1.4826 times their median absolute deviation)",
    },
  },
  finding: { noun: "sample", text: "whose targets and reference genes tell of different amounts of RNA" },
  look({ wells, replicates, limits }, raise) {
    const { assays, state, ct } = replicates;
    const samples = wells.samples.flatMap(({ subject }, sample) => {
      const own = state.subarray(sample * assays, (sample + 1) * assays);
      return subject !== "" && own.some((each) => each === Cell.measured) ? [sample] : [];
    });
    const isMeasured = (sample: number, assay: number) => state[sample * assays + assay] === Cell.measured;
    const common = wells.panel.assays.flatMap(({ role }, assay) => {
      const seen = samples.filter((sample) => isMeasured(sample, assay)).length;
      return role === "target" && seen >= NEARLY_ALL * samples.length ? [assay] : [];
    });
    if (common.length < LEAST) return;
    const { references } = wells.panel;
    const differences = samples.map((sample) => {
      if (!references.every((assay) => isMeasured(sample, assay))) return Number.NaN;
      const level = references.reduce((sum, assay) => sum + ct[sample * assays + assay]!, 0) / references.length;
      const own = common.filter((assay) => isMeasured(sample, assay));
      if (2 * own.length < common.length) return Number.NaN;
      return medianOf(own.map((assay) => ct[sample * assays + assay]!)) - level;
    });
    const middle = medianOf(differences);
    const most = Math.max(limits.cycles, limits.spreads * spreadOf(differences));
    samples.forEach((sample, at) => {
      const off = differences[at]! - middle;
      if (!(Math.abs(off) > most)) return;
      raise.other({
        level: "caution",
        scope: "sample",
        ...named(wells.samples[sample]!),
        observed: differences[at]!.toPrecision(4),
        limit: `${middle.toPrecision(4)} +- ${most.toPrecision(3)}`,
        unit: "cycles from reference genes to targets",
        reason: `by its targets the sample holds ${off > 0 ? "less" : "more"} RNA than by its reference genes: all of its dCt are shifted`,
      });
    });
  },
});
