import { type Numbers, numbers } from "./numbers.ts";
import { order } from "./order.ts";

/** What every survival statistic accepts beside times and events. */
export interface Entry {
  /** When each subject came under observation, before its exit; from the start when not given. */
  readonly entry?: Numbers | undefined;
}

/** Entry, and the stratum of each subject; all are in one when not given. */
export interface EntryAndStrata extends Entry {
  readonly strata?: readonly string[] | undefined;
}

export interface SurvivalData {
  readonly exits: Float64Array;
  readonly entries: Float64Array | undefined;
  readonly events: readonly boolean[];
  /** How many subjects had the event. */
  readonly deaths: number;
  /** The places of the subjects of each stratum, the first exit first. */
  readonly strata: readonly Uint32Array[];
}

/**
 * Who leaves when, and in which order within the strata? Times and events of survival, checked and sorted once.
 *
 * Times tie when they are equal to the last bit: round first what should tie. (R takes times as tied that differ by no
 * more than 1.5e-8 of their mean.) A subject is at risk at the times after its entry, up to and with its exit.
 *
 * Checked: through all that is computed of it -> test/reference/cox.json
 * Cost: O(n): one sort.
 *
 * @example
 * survivalData("a page", [2, 5, 3], [true, false, true]).strata // [[0, 2, 1]]
 * survivalData("a page", [2, 5, 3], [true, false, true], { strata: ["b", "a", "b"] }).strata // [[0, 2], [1]]
 * @throws {RangeError} when a number is not finite, a time is negative, an entry is not before its exit, the lengths
 * differ, or there is nobody
 */
export function survivalData(
  method: string,
  times: Numbers,
  events: readonly boolean[],
  { entry, strata }: EntryAndStrata = {},
): SurvivalData {
  const exits = numbers(method, times);
  const n = exits.length;
  if (n < 1) throw new RangeError(`${method}: needs at least 1 subject, got 0`);
  needOneEach(method, "event", events.length, n);
  const negative = exits.findIndex((time) => time < 0);
  if (negative >= 0) {
    throw new RangeError(`${method}: needs times of 0 or more, got ${exits[negative]} at position ${negative + 1}`);
  }
  const entries = entry && numbers(method, entry);
  if (entries) {
    needOneEach(method, "entry", entries.length, n);
    const late = exits.findIndex((exit, i) => !(entries[i]! < exit));
    if (late >= 0) {
      const found = `${entries[late]} and ${exits[late]} at position ${late + 1}`;
      throw new RangeError(`${method}: needs each entry before its exit, got ${found}`);
    }
  }
  const deaths = events.reduce((sum, event) => sum + (event ? 1 : 0), 0);
  const places = order(exits);
  if (!strata) return { exits, entries, events, deaths, strata: [places] };
  needOneEach(method, "stratum", strata.length, n);
  return { exits, entries, events, deaths, strata: split(places, strata) };
}

function needOneEach(method: string, what: string, got: number, n: number): void {
  if (got !== n) throw new RangeError(`${method}: needs one ${what} for each time, got ${got} for ${n}`);
}

/** The places by the name of their stratum, strata in the order of their first exits. */
function split(places: Uint32Array, strata: readonly string[]): Uint32Array[] {
  const byName = new Map<string, number[]>();
  for (const place of places) {
    const name = strata[place]!;
    const known = byName.get(name);
    if (known) known.push(place);
    else byName.set(name, [place]);
  }
  return Array.from(byName.values(), (list) => Uint32Array.from(list));
}
