import type { Changes } from "../data/change.ts";
import { type Contrast, momentName } from "../data/contrast.ts";
import type { Forest, Volcano } from "../data/figure.ts";
import type { Panel } from "../data/panel.ts";
import type { ChangeTest } from "./change-columns.ts";
import type { ExpressionOutput } from "./expression-output.ts";
import { FDR } from "./family.ts";
import type { Moments } from "./moments.ts";
import type { NonDetectSettings, Readings } from "./nondetects.ts";

/** What the lines of subjects are drawn from. */
export interface Changed {
  readonly panel: Panel;
  readonly changes: Changes;
  readonly moments: Moments;
  readonly readings: Readings;
  /** What the changes were made of, for whoever asks what another choice would have given. */
  readonly expression: ExpressionOutput;
  readonly nondetects: NonDetectSettings;
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
    caption: `One point a gene: median log2 change within subjects against the signed-rank p. To the right: more expression later.`,
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
