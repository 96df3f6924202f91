import { momentName } from "../../data/contrast.ts";
import type { Outcome } from "../../data/outcome.ts";
import type { Subject } from "../../data/subject.ts";
import { yesNoIn } from "../../data/written.ts";
import { probability } from "../wording.ts";
import { type Batches, batches } from "./batches.ts";
import { check } from "./check.ts";
import { dependence } from "./dependence.ts";

/** Fewest samples, or subjects, of whom it can be said. */
const FEWEST = 8;
/** How improbable it must be where one of the two leaves no doubt of the other, whatever chance may have done. */
const TELLING = 0.05;

/**
 * What was handled together must not tell what is compared. Against visit and time each sample counts, against an
 * outcome each subject, by the batch of most of its samples: the usual design has all samples of a subject on one card,
 * which is no fault. A caution where V is at least `strength` and p at most `p` over all pairs that are looked at, or
 * where each batch holds one visit and time, or one answer, alone.
 */
export const confounding = check({
  name: "confounding",
  meaning:
    "Card, day or month of the run, lot, operator or another batch that goes with visit and time, or with an outcome: what differs may be the batch",
  finding: { noun: "pair", text: "of a batch with visit and time, or with an outcome, that go together" },
  limits: {
    columns: {
      default: "lot,operator,batch",
      holds: "names of columns, with commas between",
      meaning: "Columns of the samples table that tell of batches, where they are there; separated by commas",
    },
    strength: {
      default: 0.5,
      unit: "Cramer's V",
      bounds: [0, 1],
      meaning:
        "How closely a batch may go with visit and time or with an outcome; 0: not at all, 1: one tells the other",
    },
    p: {
      default: 0.01,
      unit: "probability",
      bounds: [0, 1],
      meaning: "How improbable it must be by chance for a caution, shared out among all pairs that are looked at",
    },
  },
  look({ wells, study, limits }, raise) {
    const known = batches(wells, limits.columns);
    const answers = study.outcomes.flatMap((outcome) => {
      const words = wordsOf(outcome, study.subjects);
      return new Set(words.values()).size > 1 ? [{ name: `the outcome ${outcome.name}`, words }] : [];
    });
    const pairs = known.length * (1 + answers.length);
    const told = new Set<string>();
    const say = ({ name, run }: Batches, what: string, noun: string, words: readonly (readonly [string, string])[]) => {
      if (run && told.has(what)) return;
      const { n, v, p, tells } = dependence(words, limits.strength);
      if (n < FEWEST || p === undefined || p > (tells ? TELLING : limits.p / pairs)) return;
      if (run) told.add(what);
      const how = tells ? "one leaves no doubt of the other" : `p ${probability(p)}`;
      raise.other({
        level: "caution",
        scope: "study",
        observed: v.toFixed(2),
        limit: String(limits.strength),
        unit: "Cramer's V",
        reason: `the ${name} goes with ${what} (${n} ${noun}; ${how}): a difference may be the batch's; compare within batches, or run samples anew in mixed order`,
      });
    };
    for (const batch of known) {
      const taken = wells.samples.flatMap((sample, index): [string, string][] =>
        sample.subject !== "" && batch.of[index] !== "" ? [[batch.of[index]!, momentName(sample)]] : [],
      );
      say(batch, "visit and time", "samples", taken);
      const batchOf = usualBatch(batch, wells.samples);
      for (const { name, words } of answers) {
        const paired = [...words].flatMap(([subject, word]): [string, string][] => {
          const own = batchOf.get(subject);
          return own === undefined ? [] : [[own, word]];
        });
        say(batch, name, "subjects", paired);
      }
    }
  },
});

/** What each subject answers, where the outcome is one of words that a column of the subjects table holds. */
function wordsOf(outcome: Outcome, subjects: readonly Subject[]): Map<string, string> {
  const words = new Map<string, string>();
  if (outcome.kind === "continuous" || outcome.kind === "time-to-event") return words;
  for (const { subject, columns } of subjects) {
    if (outcome.among !== undefined && yesNoIn(columns[outcome.among] ?? "") !== true) continue;
    const word = columns[outcome.column] ?? "";
    if (word === "") continue;
    words.set(subject, outcome.kind === "binary" ? (outcome.yes.includes(word) ? "yes" : "no") : word);
  }
  return words;
}

/** The batch that most samples of a subject are of; of several the first. */
function usualBatch({ of }: Batches, samples: readonly { readonly subject: string }[]): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  samples.forEach(({ subject }, index) => {
    const level = of[index]!;
    if (subject === "" || level === "") return;
    const own = counts.get(subject) ?? new Map<string, number>();
    counts.set(subject, own.set(level, (own.get(level) ?? 0) + 1));
  });
  return new Map([...counts].map(([subject, own]) => [subject, [...own].sort(([, a], [, b]) => b - a)[0]![0]]));
}
