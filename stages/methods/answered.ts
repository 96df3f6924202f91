import type { Outcome } from "../../data/outcome.ts";
import { quote, type Troubles } from "../../data/trouble.ts";
import { yesNoIn } from "../../data/written.ts";
import type { PermutedOutcome } from "../statistics/outcome-scores.ts";
import type { Asked } from "./method.ts";

/**
 * What each subject answers, by `read`: undefined where the cell is blank, or the subject is not among those who are
 * compared. What `read` refuses is trouble, in its words.
 */
export function answered<Answer>(
  outcome: Outcome,
  { subjects, file }: Asked,
  troubles: Troubles,
  column: string,
  read: (word: string, refuse: (expected: string) => undefined) => Answer | undefined,
): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const { subject, columns, line } of subjects) {
    if (outcome.among !== undefined) {
      const said = columns[outcome.among] ?? "";
      const among = yesNoIn(said);
      if (among === undefined && said !== "") {
        const text = `${quote(said)} is neither yes nor no, which tell who is compared for ${quote(outcome.name)}.`;
        troubles.add({ code: "outcome-value", file, line, column: outcome.among, text });
      }
      if (among !== true) continue;
    }
    const word = columns[column] ?? "";
    if (word === "") continue;
    const answer = read(word, (expected) => {
      const text = `${quote(word)} is ${expected} of the outcome ${quote(outcome.name)}.`;
      troubles.add({ code: "outcome-value", file, line, column, text });
      return undefined;
    });
    if (answer !== undefined) answers.set(subject, answer);
  }
  return answers;
}

/** How often each answer was given, in the order of `words`. */
export function tally(words: readonly string[], given: Iterable<string>): { label: string; value: number }[] {
  const counts = new Map(words.map((word) => [word, 0]));
  for (const word of given) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([label, value]) => ({ label, value }));
}

/** Scores to deal out anew; there is nothing to deal where all are the same. */
export function scores(of: readonly number[]): PermutedOutcome | undefined {
  return of.some((score) => score !== of[0]) ? { kind: "scores", scores: of } : undefined;
}
