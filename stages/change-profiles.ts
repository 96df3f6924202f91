import { type Moment, momentName } from "../data/contrast.ts";
import type { Pairs, Profile } from "../data/figure.ts";
import { Cell, isNonDetect } from "../data/replicates.ts";
import type { Highlight } from "../data/summary.ts";
import type { ChangeTest } from "./change-columns.ts";
import type { Changed } from "./change-figures.ts";
import { Is } from "./nondetects.ts";
import { estimate, probability } from "./wording.ts";

/**
 * Of each change its pairs, which show what was tested; and of each gene, once, its course over all moments, where there
 * are more than the two that the pairs show.
 */
export function strongest(changed: Changed, tests: readonly ChangeTest[], all: readonly Moment[]): (Pairs | Profile)[] {
  const seen = new Set<string>();
  return tests.flatMap((test) => {
    const first = !seen.has(test.assay!);
    seen.add(test.assay!);
    const course = first ? profile(changed, test, all) : undefined;
    return course && course.moments.length > 2 ? [pairs(changed, test), course] : [pairs(changed, test)];
  });
}

/** The strongest changes of two genes. */
export function highlights(changed: Changed, ranked: readonly ChangeTest[], level: number): Highlight[] {
  const best = ranked.filter((test, at) => ranked.findIndex(({ assay }) => assay === test.assay) === at);
  return best.slice(0, 2).map((test) => ({
    text: `${test.gene} in ${test.contrast}: log2 change ${estimate(test.estimate!, test.low, test.high, level)}, q ${probability(test.q!)}, ${test.n} subjects.`,
    assay: test.assay!,
    figure: pairs(changed, test),
  }));
}

/** Each subject before and after, where both samples were detected. */
function pairs({ panel, changes, moments, readings }: Changed, test: ChangeTest): Pairs {
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
    caption: `${lines.length} subjects with the gene detected in both samples.`,
    y: "log2 expression (-dCt)",
    from: momentName(from),
    to: momentName(to),
    lines,
  };
}

/** One gene at all moments that have a sample with a dCt. */
function profile(
  { panel, changes, moments, expression, nondetects }: Changed,
  { assay: name, gene }: ChangeTest,
  all: readonly Moment[],
): Profile {
  const { state, delta, reference } = expression;
  const assay = panel.assays.findIndex((one) => one.assay === name);
  const pointAt = (subject: string, moment: Moment): Profile["lines"][number]["points"][number] => {
    const sample = moments.find(subject, moment);
    if (sample < 0) return undefined;
    const cell = sample * delta.columns + assay;
    if (state[cell] === Cell.measured) return { value: -delta.values[cell]!, open: false };
    if (!isNonDetect(state[cell]!)) return undefined;
    return { value: -reference.delta(sample, assay, nondetects.ct_limit), open: true };
  };
  const used = all.filter((moment) => changes.subjects.some((subject) => pointAt(subject, moment)));
  const lines = changes.subjects
    .map((label) => ({ label, points: used.map((moment) => pointAt(label, moment)) }))
    .filter(({ points }) => points.some((point) => point));
  return {
    kind: "profile",
    title: `${gene} at all visits and times`,
    caption: `${lines.length} subjects, all samples with a dCt, whether or not they have a pair.`,
    y: "log2 expression (-dCt)",
    moments: used.map(momentName),
    lines,
  };
}
