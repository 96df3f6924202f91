import digamma from "@stdlib/math-base-special-digamma";
import trigamma from "@stdlib/math-base-special-trigamma";
import { mean, median } from "simple-statistics";
import { type Numbers, numbers } from "./numbers.ts";
import { trigammaInverse } from "./trigamma-inverse.ts";

/** What all genes together say of the variance of one. */
export interface SqueezedVariances {
  /** The variance that the prior expects; undefined where `priorDf` is 0: there is no prior. */
  readonly priorVariance: number | undefined;
  /**
   * How many degrees of freedom the prior is worth. "infinite" where the variances spread no more than chance alone
   * makes them: then every gene has the prior's. 0 where there are too few to tell: then every gene keeps its own.
   */
  readonly priorDf: number | "infinite";
  /** The variance of each gene after squeezing; undefined for a gene without degrees of freedom where there is no prior. */
  readonly posterior: readonly (number | undefined)[];
  /** How many variances were too small, and were raised for the prior: rows that do not vary spoil it. */
  readonly floored: number;
}

/**
 * What is the variance of each gene, when each is measured a few times only, but the genes are many and lend each other
 * strength?
 *
 * Formula: prior degrees of freedom d0 and variance s0^2 from mean and variance of e = ln s^2 - digamma(d/2) + ln(d/2):
 * trigamma(d0/2) = var(e) - mean trigamma(d/2), ln s0^2 = mean(e) + digamma(d0/2) - ln(d0/2). Posterior
 * (d0 s0^2 + d s^2) / (d0 + d). Where var(e) is no larger than chance makes it, d0 is infinite and s0^2 the mean of the
 * variances. Variances below 1e-5 of their median are raised to that for the prior, not for their own posterior; where
 * the median itself is 0 they are raised to 1e-5, so that the prior depends on the unit and should not be trusted. A gene
 * without degrees of freedom has no part in the prior and gets it as its posterior; what is given as its variance is not
 * used. With fewer than 2 genes that have degrees of freedom there is no prior.
 * Unit: that of the variances.
 * Source: Smyth GK (2004) Linear models and empirical Bayes methods for assessing differential expression in microarray
 * experiments. Stat. Appl. Genet. Mol. Biol. 3:3.
 * Checked: R `limma::squeezeVar` of limma 3.54.1 -> test/reference/squeeze-variances.json. From limma 3.62 on its default
 * is another estimator where the degrees of freedom differ; `legacy = TRUE` asks it for this one.
 * Cost: O(n); 0.03 ms at 90 genes.
 *
 * @example
 * squeezeVariances([0.1, 0.5, 4], 3).priorDf // 1.5216699848530153
 * squeezeVariances([0.1, 0.5, 4], 3).posterior // [0.19613358370581324, 0.46152225736396124, 2.7836731518727564]
 * squeezeVariances([1, 2, 3], 4).priorDf // "infinite"
 * squeezeVariances([1, 2, 3], 4).posterior // [2, 2, 2]
 * squeezeVariances([1, 2], [4, 0]).posterior // [1, undefined]
 * @throws {RangeError} when a variance or its degrees of freedom are negative or not finite, or their numbers differ
 */
export function squeezeVariances(variances: Numbers, df: number | Numbers): SqueezedVariances {
  const given = numbers("squeeze-variances", variances);
  const n = given.length;
  const degrees = typeof df === "number" ? new Float64Array(n).fill(df) : numbers("squeeze-variances", df);
  check(given, degrees);
  const { floored, ...prior } = priorOf(given, degrees);
  const posterior = Array.from(given, (own, i) => {
    const d = degrees[i]!;
    if (prior.priorVariance === undefined) return d > 0 ? own : undefined;
    if (prior.priorDf === "infinite") return prior.priorVariance;
    return ((d > 0 ? d * own : 0) + prior.priorDf * prior.priorVariance) / (d + prior.priorDf);
  });
  return { ...prior, posterior, floored };
}

function check(variances: Float64Array, degrees: Float64Array): void {
  if (degrees.length !== variances.length) {
    throw new RangeError(
      `squeeze-variances: needs degrees of freedom for each variance, got ${degrees.length} for ${variances.length}`,
    );
  }
  const wrong = [variances, degrees].map((each) => each.find((value) => !(value >= 0 && Number.isFinite(value))));
  if (wrong[0] !== undefined) throw new RangeError(`squeeze-variances: a variance is not below 0, got ${wrong[0]}`);
  if (wrong[1] !== undefined) {
    throw new RangeError(`squeeze-variances: degrees of freedom are finite and not below 0, got ${wrong[1]}`);
  }
}

function priorOf(variances: Float64Array, degrees: Float64Array): Omit<SqueezedVariances, "posterior"> {
  const told = Array.from(variances.keys()).filter((i) => degrees[i]! > 0);
  if (told.length < 2) return { priorVariance: undefined, priorDf: 0, floored: 0 };
  const own = told.map((i) => variances[i]!);
  const least = 1e-5 * (median(own) || 1);
  const floored = own.filter((variance) => variance < least).length;
  const raised = own.map((variance) => Math.max(variance, least));
  const halves = told.map((i) => degrees[i]! / 2);
  const e = raised.map((variance, i) => Math.log(variance) - digamma(halves[i]!) + Math.log(halves[i]!));
  const middle = mean(e);
  const spread = e.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (e.length - 1);
  const beyond = spread - mean(halves.map(trigamma));
  if (beyond <= 0) return { priorVariance: mean(raised), priorDf: "infinite", floored };
  const half = trigammaInverse(beyond);
  return { priorVariance: Math.exp(middle + digamma(half) - Math.log(half)), priorDf: 2 * half, floored };
}
