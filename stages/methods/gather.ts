import { tie } from "../../data/ties.ts";
import type { Readings } from "./method.ts";

/** The subjects who have both a value and an answer, with what they bring. */
export interface Gathered {
  /** Their places in the order of the comparison. */
  readonly who: readonly number[];
  /** A non-detect at its sample's limit. */
  readonly values: Float64Array;
  /** For ranks: rounded, so that ties are ties, and every non-detect below the lowest value, and equal to the others. */
  readonly ranked: Float64Array;
  readonly unseen: number;
}

/** `below`: how far under the lowest value non-detects are put; what depends on it cannot be told. */
export function gather({ values, censored }: Readings, known: (who: number) => boolean, below = 1): Gathered {
  const who: number[] = [];
  let lowest = Number.POSITIVE_INFINITY;
  let unseen = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!) || !known(i)) continue;
    who.push(i);
    if (values[i]! < lowest) lowest = values[i]!;
    if (censored[i] === 1) unseen++;
  }
  const taken = Float64Array.from(who, (i) => values[i]!);
  const ranked = Float64Array.from(who, (i) => tie(censored[i] === 1 ? lowest - below : values[i]!));
  return { who, values: taken, ranked, unseen };
}

/** What a reader must know of ranks with non-detects. */
export function worst({ unseen, who }: Gathered): string | false {
  return unseen > 0 && `${unseen} of ${who.length} not detected: ranked below all others and equal among themselves`;
}

/** What a reader must know of a model with non-detects. */
export function atLimit({ unseen, who }: Gathered): string | false {
  return unseen > 0 && `${unseen} of ${who.length} not detected: entered at the limits of their samples`;
}

/** Whether values differ by more than rounding. */
export function differ(values: Float64Array): boolean {
  return values.some((value) => Math.abs(value - values[0]!) > 1e-9);
}
