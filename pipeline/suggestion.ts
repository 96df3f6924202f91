import { closest, distance } from "fastest-levenshtein";
import { listing, quote } from "../data/trouble.ts";

/** The end of a sentence about a word that is none of the allowed: the nearest one when it is near; else all of them. */
export function suggestion(word: string, allowed: readonly string[], what = "the keys here"): string {
  if (allowed.length === 0) return ".";
  const near = closest(word, [...allowed]);
  return distance(word, near) <= Math.max(2, word.length / 3)
    ? `; did you mean ${quote(near)}?`
    : `; ${what} are ${listing(allowed, 20)}.`;
}
