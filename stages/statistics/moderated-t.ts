import { alphaOf, type Level } from "./level.ts";
import type { TestResult } from "./result.ts";
import { squeezeVariances } from "./squeeze-variances.ts";
import { studentTest } from "./student-test.ts";

/** What a linear model says of one gene. */
export interface GeneFit {
  /** A mean of differences, a difference of means, a slope. */
  readonly estimate: number;
  /** The residual variance; undefined where there are no degrees of freedom to estimate it with. */
  readonly variance: number | undefined;
  readonly df: number;
  /** The standard error of the estimate over the residual SD: 1 / sqrt(n) of a mean, sqrt(1/m + 1/n) of a difference. */
  readonly unscaledError: number;
  readonly n: number;
}

/**
 * Is the estimate of each gene 0, and what is it, when the genes lend each other strength in their variance? The
 * moderated t test, of all genes of a family at once.
 *
 * Formula: t = estimate / (s unscaledError), s^2 the posterior variance of `squeezeVariances`, with the gene's and the
 * prior's degrees of freedom together, at most those of all genes together; interval estimate -+ t quantile x
 * s unscaledError. A gene with no degrees of freedom (1 pair) is tested by the prior alone, and one whose values
 * do not vary by what the prior adds to 0; where there is no prior, or s is 0 within the rounding of the estimate, a gene
 * has its estimate alone and nothing is tested. A gene that has no estimate is no row; limma would count its variance,
 * if it has one.
 * Unit: estimate, low and high as the estimates.
 * Source: Smyth GK (2004) Linear models and empirical Bayes methods for assessing differential expression in microarray
 * experiments. Stat. Appl. Genet. Mol. Biol. 3:3.
 * Checked: R `limma::lmFit`, `eBayes`, `topTable(confint = TRUE)` -> test/reference/moderated-t.json
 * Cost: O(genes); 0.6 ms at 90 genes.
 *
 * @example
 * moderatedT([{ estimate: 1, variance: 1, df: 3, unscaledError: 0.5, n: 4 }])[0].statistic // 2
 * moderatedT([{ estimate: 1, variance: undefined, df: 0, unscaledError: 1, n: 1 }])[0].p // undefined
 * moderatedT([]) // []
 * @throws {RangeError} when an estimate, its variance or its unscaled error is impossible
 */
export function moderatedT(rows: readonly GeneFit[], options: Level = {}): TestResult[] {
  const alpha = alphaOf("moderated-t", options);
  rows.forEach(check);
  const degrees = rows.map((row) => row.df);
  const variances = rows.map((row) => (row.df > 0 ? row.variance! : 0));
  const { posterior, priorDf } = squeezeVariances(variances, degrees);
  const pooled = degrees.reduce((sum, df) => sum + df, 0);
  return rows.map(({ estimate, df, unscaledError, n }, i) => {
    const error = Math.sqrt(posterior[i] ?? 0) * unscaledError;
    if (error <= 10 * Number.EPSILON * Math.abs(estimate)) return { ...nothing, estimate, n };
    const total = priorDf === "infinite" ? pooled : Math.min(df + priorDf, pooled);
    return studentTest("moderated-t", { estimate, error, df: total, n }, alpha);
  });
}

function check({ estimate, variance, df, unscaledError }: GeneFit, i: number): void {
  const at = `in row ${i + 1}`;
  if (!Number.isFinite(estimate)) throw new RangeError(`moderated-t: needs finite estimates, got ${estimate} ${at}`);
  if (!(unscaledError > 0 && Number.isFinite(unscaledError))) {
    throw new RangeError(`moderated-t: needs finite unscaled errors above 0, got ${unscaledError} ${at}`);
  }
  if (df > 0 && variance === undefined) {
    throw new RangeError(`moderated-t: needs a variance where there are degrees of freedom, got none ${at}`);
  }
}

const nothing = {
  method: "moderated-t",
  exact: false,
  statistic: undefined,
  low: undefined,
  high: undefined,
  p: undefined,
} as const;
