import { Change, type Changes, changeAt, isNumber } from "../data/change.ts";
import type { Compared } from "./methods/method.ts";
import type { Level } from "./statistics/level.ts";
import { type NormalCoefficient, type Tobit, tobit } from "./statistics/tobit.ts";

/** What the Tobit model says of one coefficient, as a row has it. */
export interface CensoredRow {
  readonly method: "tobit";
  readonly exact: false;
  readonly n: number;
  readonly estimate: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly statistic: number | undefined;
  readonly p: number | undefined;
  readonly caveat: string | undefined;
}

const reasons: Readonly<Record<NonNullable<Tobit["reason"]>, string>> = {
  "all-censored": "no estimate: nothing was detected",
  "no-maximum": "no estimate: the non-detects let it run to infinity, or there is no spread",
};

/** The mean change of a target in a contrast, bounds kept as bounds: a normal model, where ranks only say which way. */
export function censoredChange(changes: Changes, contrast: number, target: number, set: Level): CensoredRow {
  const values: number[] = [];
  const bounds: ("exact" | "at-most" | "at-least")[] = [];
  for (let who = 0; who < changes.subjects.length; who++) {
    const at = changeAt(changes, contrast, who, target);
    const state = changes.state[at]!;
    if (isNumber(state)) bounds.push("exact");
    else if (state === Change.atMost) bounds.push("at-most");
    else if (state === Change.atLeast) bounds.push("at-least");
    else continue;
    values.push(changes.log2.values[at]!);
  }
  if (values.length < 2) return none(values.length, `${values.length} changes, fewer than 2`);
  const model = tobit(values, bounds, [], set);
  return rowOf(model, model.intercept);
}

/** Yes minus no at a visit and time, non-detects kept below the limits of their samples. */
export function censoredDifference(
  { values, censored }: Compared,
  words: readonly (string | undefined)[],
  set: Level,
): CensoredRow {
  const who = [...values.keys()].filter((i) => !Number.isNaN(values[i]!) && words[i] !== undefined);
  const yes = who.map((i) => (words[i] === "yes" ? 1 : 0));
  if (yes.length < 3 || new Set(yes).size < 2) return none(yes.length, "fewer than 3 subjects, or all on one side");
  const model = tobit(
    who.map((i) => values[i]!),
    who.map((i) => (censored[i] === 1 ? "at-most" : "exact")),
    [yes],
    set,
  );
  return rowOf(model, model.coefficients[0]!);
}

function rowOf({ n, reason }: Tobit, { estimate, low, high, statistic, p }: NormalCoefficient): CensoredRow {
  const caveat = reason && reasons[reason];
  return { method: "tobit", exact: false, n, estimate, low, high, statistic, p, caveat };
}

function none(n: number, caveat: string): CensoredRow {
  const blank = { estimate: undefined, low: undefined, high: undefined, statistic: undefined, p: undefined };
  return { method: "tobit", exact: false, n, ...blank, caveat };
}
