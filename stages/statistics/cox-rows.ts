import { coxSums, type Ties } from "./cox-sums.ts";
import { type Numbers, numbers } from "./numbers.ts";
import type { SurvivalData } from "./survival-data.ts";

/** Columns as Cox's partial likelihood takes them: one row a subject, of the columns that can have a coefficient. */
export interface CoxRows {
  readonly rows: Float64Array;
  /** Which of the columns given these are, and how many of their units are one here. */
  readonly used: readonly number[];
  readonly scales: readonly number[];
  /** The places of those who were at risk at an event: nothing depends on the others. */
  readonly concerned: Uint32Array;
}

/**
 * Which columns say something about who has the event, in units that suit them?
 *
 * Formula: x less the median, over the root of its mean variance among those at risk at an event. A column that is the
 * same for all at risk at each event, or differs by rounding alone (or by less than 1e-290), says nothing and is left out.
 * Unit: none.
 * Checked: through `cox` -> test/reference/cox.json
 * Cost: O(n log n) a column.
 *
 * @example
 * coxRows("a page", survivalData("a page", [1, 2], [true, false]), [[3, 3], [5, 9]], "efron").used // [1]
 * coxRows("a page", survivalData("a page", [1, 2], [true, false]), [[3, 3], [5, 9]], "efron").scales // [2]
 * @throws {RangeError} when a value or a difference of values is not finite, the lengths differ, or there is no event
 */
export function coxRows(method: string, data: SurvivalData, columns: readonly Numbers[], ties: Ties): CoxRows {
  const n = data.exits.length;
  if (data.deaths < 1) throw new RangeError(`${method}: needs at least 1 event, got 0`);
  if (columns.length < 1) throw new RangeError(`${method}: needs at least 1 column, got 0`);
  const concerned = atRiskAtAnEvent(data);
  const used: number[] = [];
  const scales: number[] = [];
  const kept: Float64Array[] = [];
  for (const [at, values] of columns.entries()) {
    const column = numbers(method, values);
    if (column.length !== n) {
      throw new RangeError(
        `${method}: needs one value for each time, got ${column.length} for ${n} in column ${at + 1}`,
      );
    }
    const spread = centre(column, concerned);
    if (spread === 0) continue;
    if (spread === Number.POSITIVE_INFINITY) {
      throw new RangeError(`${method}: needs values with finite differences, got others in column ${at + 1}`);
    }
    for (let i = 0; i < n; i++) column[i]! /= spread;
    const scale = Math.sqrt(coxSums(data, column, [0], ties).information[0]! / data.deaths);
    if (scale === 0) continue;
    for (let i = 0; i < n; i++) column[i]! /= scale;
    used.push(at);
    scales.push(scale * spread);
    kept.push(column);
  }
  const rows = new Float64Array(n * kept.length);
  for (const [j, column] of kept.entries()) for (let i = 0; i < n; i++) rows[i * kept.length + j] = column[i]!;
  return { rows, used, scales, concerned };
}

/** Subtracts the median of those concerned; returns the greatest distance from it, 0 where rounding explains it. */
function centre(column: Float64Array, concerned: Uint32Array): number {
  const values = Float64Array.from(concerned, (place) => column[place]!).sort();
  const median = values[values.length >> 1]!;
  const largest = Math.max(-values[0]!, values.at(-1)!);
  const spread = Math.max(median - values[0]!, values.at(-1)! - median);
  for (let i = 0; i < column.length; i++) column[i]! -= median;
  return spread <= Math.max(1e-290, 10 * Number.EPSILON * largest) ? 0 : spread;
}

function atRiskAtAnEvent({ exits, entries, events, strata }: SurvivalData): Uint32Array {
  const concerned: number[] = [];
  for (const places of strata) {
    let death = Number.NEGATIVE_INFINITY;
    for (let start = 0, end = 0; start < places.length; start = end) {
      const time = exits[places[start]!]!;
      for (; end < places.length && exits[places[end]!] === time; end++) if (events[places[end]!]) death = time;
      for (let i = start; i < end; i++) {
        const place = places[i]!;
        if (death >= 0 && !(entries && entries[place]! >= death)) concerned.push(place);
      }
    }
  }
  return Uint32Array.from(concerned);
}
