import type { Changes } from "../data/change.ts";
import { type Contrast, momentName } from "../data/contrast.ts";
import type { Forest, Pairs, Volcano } from "../data/figure.ts";
import type { Panel } from "../data/panel.ts";
import type { Highlight } from "../data/summary.ts";
import type { ChangeTest } from "./change-columns.ts";
import type { Moments } from "./moments.ts";
import { Is, type Readings } from "./nondetects.ts";
import { estimate, probability } from "./wording.ts";

/** Level of q at which a finding is named. */
export const FDR = 0.05;

/** What the lines of subjects are drawn from. */
export interface Changed {
  readonly panel: Panel;
  readonly changes: Changes;
  readonly moments: Moments;
  readonly readings: Readings;
}

/** Each gene's change against its p in one contrast. */
export function volcano(contrast: Contrast, ranked: readonly ChangeTest[]): Volcano | undefined {
  const points = ranked
    .filter((test) => test.contrast === contrast.name)
    .map((test) => ({ label: test.gene!, estimate: test.estimate!, p: test.p!, q: test.q! }));
  if (points.length === 0) return undefined;
  return {
    kind: "volcano",
    title: `Change from ${momentName(contrast.from)} to ${momentName(contrast.to)} (${contrast.name})`,
    caption: `One point a gene: median log2 change within subjects against the signed-rank p. To the right: more expression later. Filled: q at most ${FDR}.`,
    x: "log2 change, later minus earlier",
    points,
    q: FDR,
  };
}

/** The changes with the smallest p, with their intervals. */
export function forest(ranked: readonly ChangeTest[], found: number): Forest | undefined {
  const lines = ranked
    .slice(0, Math.max(10, Math.min(found, 30)))
    .filter((test) => test.low !== undefined && test.high !== undefined)
    .map((test) => ({
      label: `${test.gene}, ${test.contrast}`,
      gene: test.gene!,
      estimate: test.estimate!,
      low: test.low!,
      high: test.high!,
      n: test.n!,
    }));
  if (lines.length === 0) return undefined;
  return {
    kind: "forest",
    title: "The changes with the smallest p",
    caption:
      "Median log2 change within subjects with its confidence interval (not corrected for the number of tests), ordered by p.",
    x: "log2 change, later minus earlier",
    lines,
  };
}

/** Each subject before and after, where both samples were detected. */
export function pairs({ panel, changes, moments, readings }: Changed, test: ChangeTest): Pairs {
  const { from, to } = changes.contrasts.find(({ name }) => name === test.contrast)!;
  const assay = panel.assays.findIndex((one) => one.assay === test.assay);
  const lines = changes.subjects.flatMap((subject) => {
    const [before, after] = [moments.find(subject, from), moments.find(subject, to)];
    if (
      before < 0 ||
      after < 0 ||
      readings.kind(before, assay) !== Is.measured ||
      readings.kind(after, assay) !== Is.measured
    )
      return [];
    return [{ label: subject, from: readings.value(before, assay), to: readings.value(after, assay) }];
  });
  return {
    kind: "pairs",
    title: `${test.gene} at ${momentName(from)} and ${momentName(to)}`,
    caption: `One line a subject, ${lines.length} subjects with the gene detected in both samples.`,
    y: "log2 expression (-dCt)",
    from: momentName(from),
    to: momentName(to),
    lines,
  };
}

/** The strongest change of each contrast, of two contrasts at most. */
export function top(changed: Changed, ranked: readonly ChangeTest[], level: number): Highlight[] {
  const best = ranked.filter((test, at) => ranked.findIndex(({ contrast }) => contrast === test.contrast) === at);
  return best.slice(0, 2).map((test) => ({
    text: `${test.gene} in ${test.contrast}: log2 change ${estimate(test.estimate!, test.low, test.high, level)}, q ${probability(test.q!)}, ${test.n} subjects.`,
    figure: pairs(changed, test),
  }));
}
