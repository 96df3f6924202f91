import { Change, type Changes, changeAt } from "../data/change.ts";
import type { Contrast } from "../data/contrast.ts";
import { matrix } from "../data/matrix.ts";
import type { Panel } from "../data/panel.ts";
import { Cell } from "../data/replicates.ts";
import { type ExpressionOutput, NO_REFERENCE } from "./expression-output.ts";
import type { Moments } from "./moments.ts";
import { Is, type Readings } from "./nondetects.ts";

/** Later minus earlier log2 expression of every target, or of some of the panel's assays, within each subject. */
export function differences(
  expression: ExpressionOutput,
  contrasts: readonly Contrast[],
  moments: Moments,
  readings: Readings,
  assays: readonly number[] = targetsOf(expression.wells.panel),
): Changes {
  const { subjects } = moments;
  const rows = contrasts.length * subjects.length;
  const changes = {
    contrasts,
    subjects,
    assays,
    log2: matrix("log2-change", rows, assays.length),
    state: new Uint8Array(rows * assays.length),
  };
  contrasts.forEach(({ from, to }, contrast) => {
    subjects.forEach((subject, who) => {
      const before = moments.find(subject, from);
      const after = moments.find(subject, to);
      for (let target = 0; target < assays.length; target++) {
        const at = changeAt(changes, contrast, who, target);
        const state =
          before < 0 || after < 0 ? Change.noSample : stateOf(readings, expression, before, after, assays[target]!);
        changes.state[at] = state;
        if (state <= Change.atLeast)
          changes.log2.values[at] = readings.value(after, assays[target]!) - readings.value(before, assays[target]!);
      }
    });
  });
  return changes;
}

function targetsOf({ assays }: Panel): number[] {
  return assays.flatMap((assay, index) => (assay.role === "target" ? [index] : []));
}

function stateOf(
  readings: Readings,
  expression: ExpressionOutput,
  before: number,
  after: number,
  assay: number,
): number {
  const one = readings.kind(before, assay);
  const two = readings.kind(after, assay);
  if (one === Is.absent || two === Is.absent)
    return gapOf(expression, before, assay) ?? gapOf(expression, after, assay) ?? Change.notDetected;
  if (one === Is.censored) return two === Is.censored ? Change.notDetected : Change.atLeast;
  if (two === Is.censored) return Change.atMost;
  return one === Is.imputed || two === Is.imputed ? Change.imputed : Change.measured;
}

const gaps = new Map<number, number>([
  [NO_REFERENCE, Change.noReference],
  [Cell.excluded, Change.excluded],
  [Cell.noResult, Change.noResult],
  [Cell.noWell, Change.noWell],
]);

/** Why a cell holds no observation; undefined where it holds one. */
function gapOf(expression: ExpressionOutput, sample: number, assay: number): number | undefined {
  return gaps.get(expression.state[sample * expression.replicates.assays + assay]!);
}
