import { caveats } from "../caveats.ts";
import type { BinaryRegression } from "../statistics/binary-regression.ts";
import { firth } from "../statistics/firth.ts";
import type { Level } from "../statistics/level.ts";
import { logistic } from "../statistics/logistic.ts";
import { adjustable } from "./adjustable.ts";
import { atLimit, differ, type Gathered } from "./gather.ts";
import type { Covariates, Tested } from "./method.ts";

/** The names of the regressions: a row each. */
export const regressions = ["logistic", "firth"] as const;

const fits = { logistic, firth };

/** The odds of a yes by expression: each regression by the gene alone, then adjusted where covariates are named. */
export function odds(yes: readonly boolean[], gathered: Gathered, covariates: Covariates, set: Level): Tested[] {
  const alone = regressions.map((method) => regress(method, yes, gathered, [], undefined, set));
  if (covariates.names.length === 0) return alone;
  const { rows, columns, adjustedFor, refused } = adjustable(covariates, gathered);
  const outcome = rows.map((row) => yes[row]!);
  const one =
    outcome.every((each) => each === outcome[0]) && "of the subjects with all covariates all have one outcome";
  const some: Gathered = {
    ...gathered,
    who: rows.map((row) => gathered.who[row]!),
    values: Float64Array.from(rows, (row) => gathered.values[row]!),
  };
  const left = gathered.who.length - rows.length;
  const adjusted = regressions.map((method): Tested => {
    const why = refused ?? (one || undefined);
    if (why) return { method: `${method}-adjusted`, adjustedFor, result: undefined, caveat: why };
    const tested = regress(method, outcome, some, columns, adjustedFor, set);
    const caveat = caveats(left > 0 && `${left} subjects without a covariate are left out`, tested.caveat);
    return { ...tested, method: `${method}-adjusted`, caveat };
  });
  return [...alone, ...adjusted];
}

function regress(
  method: "logistic" | "firth",
  yes: readonly boolean[],
  gathered: Gathered,
  others: readonly Float64Array[],
  adjustedFor: string | undefined,
  set: Level,
): Tested {
  if (!differ(gathered.values)) return { method, adjustedFor, result: undefined, caveat: "all values are equal" };
  const fit: BinaryRegression = fits[method](yes, [gathered.values, ...others], { ...set, only: "first" });
  const { estimate, low, high, statistic, p } = fit.coefficients[0]!;
  const none = fit.separated
    ? "no estimate: the values tell yes from no without overlap"
    : estimate === undefined && "no estimate was found";
  return {
    method,
    adjustedFor,
    result: { exact: false, statistic, estimate, low, high, p, n: fit.n },
    caveat: caveats(none, atLimit(gathered)),
  };
}
