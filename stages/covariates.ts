import type { Outcome } from "../data/outcome.ts";
import type { Sample } from "../data/sample.ts";
import type { Subject } from "../data/subject.ts";
import { numberIn } from "../data/written.ts";
import type { Covariates } from "./methods/method.ts";

/**
 * The covariates of an outcome at one place: of the sample where the samples table has such a column, else of the
 * subject. Numbers are a column; words become a column of 0 and 1 for each but the first in their order.
 */
export function covariatesOf(
  { covariates }: Outcome,
  subjects: readonly (Subject | undefined)[],
  samples: readonly (Sample | undefined)[],
): Covariates {
  const columns = covariates.flatMap((name) => {
    const words = subjects.map((subject, who) => samples[who]?.columns[name] ?? subject?.columns[name] ?? "");
    if (words.every((word) => word === "" || !Number.isNaN(numberIn(word))))
      return [Float64Array.from(words, (word) => numberIn(word))];
    const levels = [...new Set(words.filter((word) => word !== ""))].sort().slice(1);
    return levels.map((level) =>
      Float64Array.from(words, (word) => (word === "" ? Number.NaN : word === level ? 1 : 0)),
    );
  });
  return { names: covariates, columns };
}
