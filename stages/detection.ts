import type { Answers, Tested } from "./methods/method.ts";
import type { Collected } from "./places.ts";
import { fisherExact } from "./statistics/fisher-exact.ts";
import type { Level } from "./statistics/level.ts";

/** Detected against not, by yes and no: of a gene that is seen too seldom to be compared as a quantity. */
export function detection({ values, censored }: Collected, { words }: Answers, set: Level): Tested | undefined {
  const counts = { yes: [0, 0], no: [0, 0] };
  for (let who = 0; who < values.length; who++) {
    const word = words[who];
    if (Number.isNaN(values[who]!) || word === undefined) continue;
    if (word !== "yes" && word !== "no") return undefined;
    counts[word][censored[who]!]!++;
  }
  const [yes, yesUnseen] = counts.yes as [number, number];
  const [no, noUnseen] = counts.no as [number, number];
  if (yes + yesUnseen === 0 || no + noUnseen === 0) return undefined;
  const result = fisherExact(yes, yesUnseen, no, noUnseen, set);
  const caveat = `detected in ${yes} of ${yes + yesUnseen} yes and ${no} of ${no + noUnseen} no`;
  return { method: "fisher-exact", result, caveat };
}
