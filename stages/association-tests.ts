import type { Outcome } from "../data/outcome.ts";
import type { Panel } from "../data/panel.ts";
import type { Values } from "../data/setting.ts";
import type { Associated, associationSettings } from "./association-columns.ts";
import { caveats } from "./caveats.ts";
import { detection } from "./detection.ts";
import type { Answers, Covariates } from "./methods/method.ts";
import type { Collected, Place } from "./places.ts";

type Set = Pick<Values<typeof associationSettings>, "min_group" | "min_detection" | "level" | "models">;

export interface Question {
  readonly outcome: Outcome;
  readonly answers: Answers;
  readonly place: Place;
  readonly covariates: Covariates;
  /** Whether non-detects stay such: a gene seldom seen is then not compared as a quantity. */
  readonly censored: boolean;
}

/** A target, as an index of the panel's assays and of the changes' targets. */
export interface Target {
  readonly assay: number;
  readonly target: number;
}

/** Every target at one place against one outcome: a row a test. */
export function testAssociation(question: Question, targets: readonly Target[], panel: Panel, set: Set): Associated[] {
  const { outcome, place } = question;
  return targets.flatMap(({ assay, target }) => {
    const { assay: id, gene, category } = panel.assays[assay]!;
    const rows = compare(question, place.collect(assay, target), set);
    return rows.map((row): Associated => ({ outcome: outcome.name, at: place.at, assay: id, gene, category, ...row }));
  });
}

/** A row before it is said of which outcome, place and gene it is. */
type Bare = Omit<Associated, "outcome" | "at" | "assay" | "gene" | "category">;

function compare({ answers, place, covariates, censored }: Question, collected: Collected, set: Set): Bare[] {
  const { rate, bounds } = collected;
  const few = censored && collected.count > 0 && rate < set.min_detection;
  const low =
    few &&
    `not compared as a quantity: detected in ${Math.round(100 * rate)} % of the samples, below ${100 * set.min_detection} %`;
  const compared = { ...collected, covariates, when: place.when };
  const { n, n1, n0, concordance, tests } = answers.associate(compared, { ...set, models: set.models === "yes" });
  const pooled = place.hours && `hours after the dose are pooled: ${place.hours}`;
  const bounded = !low && bounds > 0 && `${bounds} changes are bounds, entered at the value nearest 0 that they allow`;
  const seen = few && !place.isChange ? detection(collected, answers, set) : undefined;
  return [...tests, ...(seen ? [seen] : [])].map(({ method, result, caveat, adjustedFor }) => {
    const told = low && method !== seen?.method ? undefined : result;
    return {
      method,
      adjusted_for: adjustedFor,
      exact: told?.exact,
      n: told?.n ?? n,
      n_1: n1,
      n_0: n0,
      estimate: told?.estimate,
      low: told?.low,
      high: told?.high,
      statistic: told?.statistic,
      p: told?.p,
      q: undefined,
      p_max_t: undefined,
      concordance: low ? undefined : concordance?.estimate,
      concordance_low: low ? undefined : concordance?.low,
      concordance_high: low ? undefined : concordance?.high,
      detectable: undefined,
      family: undefined,
      caveat: caveats((method !== seen?.method && low) || caveat, !isByHours(adjustedFor) && pooled, bounded),
    };
  });
}

/** Whether a model holds the hours after the dose, so that they are not pooled in it. */
function isByHours(adjustedFor: string | undefined): boolean {
  return adjustedFor?.split(", ").includes("hours") ?? false;
}
