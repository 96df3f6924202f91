import type { Contrast, Moment } from "../data/contrast.ts";
import type { Outcome } from "../data/outcome.ts";
import type { Values } from "../data/setting.ts";
import type { Subject } from "../data/subject.ts";
import type { associationSettings } from "./association-columns.ts";
import { testAssociation } from "./association-tests.ts";
import type { changeSettings } from "./change-columns.ts";
import { byRank, gather } from "./change-tests.ts";
import { covariatesOf } from "./covariates.ts";
import { differences } from "./differences.ts";
import type { Answers } from "./methods/method.ts";
import { Moments } from "./moments.ts";
import { Readings } from "./nondetects.ts";
import { type Place, placesOf } from "./places.ts";
import type { Alternative } from "./sensitivity-alternatives.ts";
import type { Main } from "./sensitivity-findings.ts";

/** What a test gives, whichever it is. */
export interface Tested {
  readonly n: number | undefined;
  readonly estimate: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly p: number | undefined;
  readonly concordance: number | undefined;
}

export interface Asked {
  readonly contrasts: readonly Contrast[];
  readonly moments: readonly Moment[];
  readonly outcomes: readonly Outcome[];
  readonly subjects: readonly Subject[];
  readonly answers: ReadonlyMap<string, Answers>;
  readonly change: Values<typeof changeSettings>;
  readonly association: Values<typeof associationSettings>;
}

/**
 * The findings' tests under an alternative, in their order; undefined where it does not touch them, and instead of all where
 * the study cannot be computed so.
 */
export function testsUnder(
  alternative: Alternative,
  findings: readonly Main[],
  asked: Asked,
): readonly (Tested | undefined)[] | undefined {
  const expression = alternative.expression();
  if (expression === undefined) return undefined;
  const readings = new Readings(expression, alternative.nondetects);
  const moments = new Moments(expression.wells.samples, expression.samples);
  const assays = [...new Set(findings.map(({ assay }) => assay))];
  const changes = differences(expression, asked.contrasts, moments, readings, assays);
  const places = placesOf(asked.moments, moments, readings, changes);
  const { hours } = alternative;
  const among = (sample: number) => hours === undefined || (sample >= 0 && moments.samples[sample]!.hours === hours);

  const changeOf = ({ at, assay }: Main): Tested | undefined => {
    const contrast = asked.contrasts.findIndex(({ name }) => name === at);
    const { from, to } = asked.contrasts[contrast]!;
    const pairs = moments.subjects.map((subject) => [moments.find(subject, from), moments.find(subject, to)] as const);
    const both = pairs.filter(([before, after]) => before >= 0 && after >= 0 && among(after));
    if (both.length === 0) return undefined;
    const rate = readings.detectionRates(both.flat())[assay]!;
    const gathered = gather(changes, contrast, assays.indexOf(assay), (who) => among(pairs[who]![1]));
    const low = readings.censored && rate < asked.change.min_detection;
    return { concordance: undefined, ...byRank({ ...gathered, low }, asked.change) };
  };

  const byName = new Map(asked.subjects.map((subject) => [subject.subject, subject]));
  const inOrder = moments.subjects.map((subject) => byName.get(subject));
  const associationOf = ({ outcome: name, at, assay, method }: Main): Tested | undefined => {
    const outcome = asked.outcomes.find((one) => one.name === name)!;
    const whole = places.find((one) => one.at === at)!;
    if (!whole.samples.some(among)) return undefined;
    const place = ofSome(whole, among);
    const covariates = covariatesOf(
      outcome,
      inOrder,
      Array.from(place.samples, (sample) => moments.samples[sample]),
    );
    const question = { outcome, answers: asked.answers.get(name)!, place, covariates, censored: readings.censored };
    const target = { assay, target: assays.indexOf(assay) };
    const rows = testAssociation(question, [target], expression.wells.panel, { ...asked.association, models: "no" });
    return rows.find((row) => row.method === method) ?? NONE;
  };

  return findings.map((finding) => (finding.stage === "change" ? changeOf(finding) : associationOf(finding)));
}

const NONE: Tested = {
  n: 0,
  estimate: undefined,
  low: undefined,
  high: undefined,
  p: undefined,
  concordance: undefined,
};

/** A place at which the other subjects have no value. */
function ofSome(place: Place, among: (sample: number) => boolean): Place {
  const isIn = Array.from(place.samples, among);
  if (isIn.every((is) => is)) return place;
  return {
    ...place,
    collect: (assay, target) => {
      const collected = place.collect(assay, target);
      const values = collected.values.map((value, who) => (isIn[who] ? value : Number.NaN));
      return { ...collected, values, count: values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0) };
    },
  };
}
