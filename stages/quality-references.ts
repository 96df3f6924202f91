import { type Moment, momentName } from "../data/contrast.ts";
import type { Strip } from "../data/figure.ts";
import type { Flag } from "../data/flag.ts";
import { Cell, isNonDetect, type Replicates } from "../data/replicates.ts";
import type { Wells } from "../data/well.ts";
import { few } from "./wording.ts";

/**
 * The mean over the reference genes of a sample's Ct, in cycles; NaN where one of them has none: the mean of the others is
 * that of other genes.
 */
export function referenceCt({ panel }: Wells, { assays, state, ct }: Replicates, sample: number): number {
  let sum = 0;
  for (const assay of panel.references) {
    const cell = sample * assays + assay;
    sum += state[cell] === Cell.measured ? ct[cell]! : Number.NaN;
  }
  return sum / panel.references.length;
}

type Point = Strip["groups"][number]["points"][number];

/** Reference Ct by moment, and of each reference gene. */
export function referenceFigures(
  wells: Wells,
  replicates: Replicates,
  samples: readonly number[],
  moments: readonly Moment[],
  flags: readonly Flag[],
  limit: number,
): Strip[] {
  const { panel } = wells;
  const { assays, state, ct } = replicates;
  const name = (sample: number) => wells.samples[sample]!.sample;
  const level = new Map(samples.map((sample) => [sample, referenceCt(wells, replicates, sample)]));
  const incomplete = samples.filter((sample) => Number.isNaN(level.get(sample)!));
  const late = flags.flatMap(({ check, sample = "" }) => (check === "reference-level" ? [sample] : []));
  const told = [
    late.length > 0 ? `Late, so that they failed or hold little RNA: ${few(late)}.` : "No sample is late.",
    ...(incomplete.length > 0
      ? [
          `Not drawn, because a reference gene has no Ct: ${few(incomplete.map(name))} (the mean of the others is not comparable).`,
        ]
      : []),
  ];
  const byMoment: Strip = {
    kind: "strip",
    title: "Reference genes of each sample",
    caption: `Mean Ct over the ${panel.references.length} reference genes, by visit and time. ${told.join(" ")}`,
    mark: "sample",
    y: "Mean Ct of the reference genes (cycles; higher: less RNA)",
    groups: moments.flatMap((moment) => {
      const own = samples.filter((sample) => {
        const { visit, time } = wells.samples[sample]!;
        return visit === moment.visit && time === moment.time;
      });
      const points = own.flatMap((sample) => {
        const value = level.get(sample)!;
        return Number.isNaN(value) ? [] : [{ label: name(sample), value, open: false }];
      });
      return points.length > 0 ? [{ label: momentName(moment), points }] : [];
    }),
  };
  const byGene: Strip = {
    kind: "strip",
    title: "Each reference gene over all samples",
    caption: "A reference gene that spreads more than the others, or is not always detected, is a poor one.",
    mark: "sample",
    y: "Ct (cycles)",
    groups: panel.references.map((assay) => ({
      label: panel.assays[assay]!.gene,
      points: samples.flatMap((sample): Point[] => {
        const cell = sample * assays + assay;
        if (state[cell] === Cell.measured) return [{ label: name(sample), value: ct[cell]!, open: false }];
        return isNonDetect(state[cell]!) ? [{ label: name(sample), value: limit, open: true }] : [];
      }),
    })),
  };
  return [byMoment, ...(panel.references.length > 1 ? [byGene] : [])].filter(({ groups }) =>
    groups.some(({ points }) => points.length > 0),
  );
}
