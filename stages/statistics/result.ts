/**
 * What every test returns. `exact` says whether p comes from the enumerated permutation distribution rather than from
 * an approximation by the normal or the t distribution. `low` and `high` are the confidence limits of `estimate`,
 * undefined where no interval has the level asked for. `p` is two-sided; it and `statistic` are undefined where the
 * spread is 0 and nothing can be tested by it. There is no verdict: whoever reads p decides.
 */
export interface TestResult {
  readonly method: string;
  readonly exact: boolean;
  readonly statistic: number | undefined;
  readonly estimate: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly p: number | undefined;
  readonly n: number;
}

/** A test that has a p for every input it accepts. */
export interface TestWithP extends TestResult {
  readonly statistic: number;
  readonly p: number;
}
