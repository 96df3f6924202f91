import { Cell } from "../../data/replicates.ts";
import { check, named } from "./check.ts";

/** Told by the mean of the reference genes that are measured: little RNA makes every Ct late. */
export const referenceLevel = check({
  name: "reference-level",
  meaning:
    "Mean reference Ct of a sample against the median of all samples: a late one has failed or holds little RNA, an early one holds too much",
  limits: {
    late: {
      default: 4,
      unit: "cycles",
      bounds: [0, 40],
      meaning: "How much later than the median of all samples the mean reference Ct of a sample may be",
    },
    early: {
      default: 4,
      unit: "cycles",
      bounds: [0, 40],
      meaning: "How much earlier than the median of all samples the mean reference Ct of a sample may be: too much RNA",
    },
  },
  finding: { noun: "sample", text: "with late or early reference genes: failed, or too little or too much RNA" },
  look({ wells, replicates, limits }, raise) {
    const levels = wells.samples.map((sample, index) => {
      if (sample.subject === "") return Number.NaN;
      const cells = wells.panel.references.map((assay) => index * replicates.assays + assay);
      const measured = cells.filter((cell) => replicates.state[cell] === Cell.measured);
      return measured.reduce((sum, cell) => sum + replicates.ct[cell]!, 0) / measured.length;
    });
    const sorted = levels.filter((level) => !Number.isNaN(level)).sort((a, b) => a - b);
    const median = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
    levels.forEach((level, index) => {
      const early = level < median - limits.early;
      if (!early && !(level > median + limits.late)) return;
      raise.other({
        level: "caution",
        scope: "sample",
        ...named(wells.samples[index]!),
        observed: level.toPrecision(5),
        limit: (early ? median - limits.early : median + limits.late).toPrecision(5),
        unit: "cycles",
        reason: early
          ? "the reference genes come up early: too much RNA, or another dilution"
          : "the reference genes come up late: failed, or too little RNA",
      });
    });
  },
});
