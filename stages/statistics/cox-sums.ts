import { type Crowd, crowd } from "./crowd.ts";
import type { SurvivalData } from "./survival-data.ts";

/** How events at the same time are counted. */
export type Ties = "efron" | "breslow";

/** The logarithm of the partial likelihood, its first derivatives, and its second ones with their sign turned. */
export interface CoxSums {
  logLikelihood: number;
  readonly score: Float64Array;
  /** Row by row, the lower triangle alone. */
  readonly information: Float64Array;
}

/**
 * What is Cox's partial likelihood at given coefficients, and how does it change with them?
 *
 * Formula: at each time with d events, with weights exp(x b) of those at risk: the sum of x b over the events less the
 * sum over k = 0 .. d - 1 of ln(sum of weights). Efron counts of each of the d events the share 1 - k / d of its weight,
 * Breslow all of it. The derivatives are weighted means and covariances of x. Subjects are only ever added, from the
 * last exit to the first; where some have not entered yet, those at risk are gathered anew.
 * Unit: score: events x unit of the values; information: events x its square. `rows` holds the values subject by
 * subject. `visit` is told the part of each stratum and event time; it must not keep it.
 * Source: Efron B (1977) The efficiency of Cox's likelihood function for censored data. J. Am. Stat. Assoc. 72:557-565;
 * Breslow N (1974) Covariance analysis of censored survival data. Biometrics 30:89-99.
 * Checked: through `cox` -> test/reference/cox.json
 * Cost: O(n p^2); where entry times lie among the events O(n x event times x p^2).
 *
 * @example
 * coxSums(survivalData("a page", [1, 2], [true, false]), Float64Array.of(1, 0), [0], "efron").score // [0.5]
 * coxSums(survivalData("a page", [1, 2], [true, false]), Float64Array.of(1, 0), [0], "efron").information // [0.25]
 */
export function coxSums(
  { exits, entries, events, strata }: SurvivalData,
  rows: Float64Array,
  coefficients: ArrayLike<number>,
  ties: Ties,
  visit?: (time: number, part: CoxSums) => void,
): CoxSums {
  const size = coefficients.length;
  const [total, part] = [sums(size), sums(size)];
  const linear = linearPredictors(rows, coefficients, exits.length);
  const rest = crowd(size);
  const dying = crowd(size);
  let carried = 0;
  let latestEntry = Number.NEGATIVE_INFINITY;
  const join = (group: Crowd, place: number) => {
    group.add(1, linear[place]!, rows, place * size);
    if (entries && entries[place]! > latestEntry) latestEntry = entries[place]!;
  };
  const gather = (places: Uint32Array, from: number, time: number) => {
    rest.clear();
    latestEntry = Number.NEGATIVE_INFINITY;
    for (let i = places.length - 1; i >= from; i--)
      if (!(entries && entries[places[i]!]! >= time)) join(rest, places[i]!);
  };
  for (const places of strata) {
    gather(places, places.length, 0);
    for (let start = places.length, end = start; end > 0; end = start) {
      const time = exits[places[end - 1]!]!;
      if (latestEntry >= time) gather(places, end, time);
      dying.clear();
      let deaths = 0;
      for (; start > 0 && exits[places[start - 1]!] === time; start--) {
        const place = places[start - 1]!;
        join(events[place] ? dying : rest, place);
        if (events[place]) deaths++;
      }
      if (deaths === 0) continue;
      clear(part);
      for (let i = start; i < end; i++) {
        const place = places[i]!;
        if (!events[place]) continue;
        part.logLikelihood += linear[place]! - dying.top;
        for (let j = 0; j < size; j++) part.score[j]! += rows[place * size + j]! - dying.mean[j]!;
      }
      subtractDenominators(part, deaths, rest, dying, ties);
      const missed = part.logLikelihood - carried;
      const sum = total.logLikelihood + missed;
      carried = sum - total.logLikelihood - missed;
      total.logLikelihood = sum;
      add(total, part);
      visit?.(time, part);
      rest.add(dying.weight, dying.top, dying.mean, 0, dying.spread);
    }
  }
  return total;
}

function linearPredictors(rows: Float64Array, coefficients: ArrayLike<number>, n: number): number[] {
  const size = coefficients.length;
  const linear: number[] = new Array(n).fill(0);
  for (let i = 0, m = 0; i < n; i++) for (let j = 0; j < size; j++, m++) linear[i]! += coefficients[j]! * rows[m]!;
  return linear;
}

/** The d sums of weights at one time. Means are taken as gaps to that of the dying, which the score has already. */
function subtractDenominators(part: CoxSums, deaths: number, rest: Crowd, dying: Crowd, ties: Ties): void {
  const size = rest.mean.length;
  const top = Math.max(rest.top, dying.top);
  const living = rest.weight * Math.exp(rest.top - top);
  const dead = dying.weight * Math.exp(dying.top - top);
  for (let k = 0; k < deaths; k++) {
    const counted = ties === "efron" ? (1 - k / deaths) * dead : dead;
    const share = counted / (living + counted);
    const others = living / (living + counted);
    part.logLikelihood -= top - dying.top + Math.log(living + counted);
    for (let j = 0; j < size; j++) {
      const gap = others * (dying.mean[j]! - rest.mean[j]!);
      part.score[j]! += gap;
      for (let l = 0, m = j * size; l <= j; l++, m++) {
        part.information[m]! +=
          others * rest.spread[m]! + share * (dying.spread[m]! + gap * (dying.mean[l]! - rest.mean[l]!));
      }
    }
  }
}

function sums(size: number): CoxSums {
  return { logLikelihood: 0, score: new Float64Array(size), information: new Float64Array(size * size) };
}

function clear(part: CoxSums): void {
  part.logLikelihood = 0;
  for (let j = 0; j < part.score.length; j++) part.score[j] = 0;
  for (let m = 0; m < part.information.length; m++) part.information[m] = 0;
}

function add(total: CoxSums, part: CoxSums): void {
  for (let j = 0; j < part.score.length; j++) total.score[j]! += part.score[j]!;
  for (let m = 0; m < part.information.length; m++) total.information[m]! += part.information[m]!;
}
