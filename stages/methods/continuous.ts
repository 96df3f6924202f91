import type { ContinuousOutcome } from "../../data/outcome.ts";
import { numberIn } from "../../data/written.ts";
import { caveats } from "../caveats.ts";
import { orderedConcordance } from "../statistics/ordered-concordance.ts";
import { pearson } from "../statistics/pearson.ts";
import { spearman } from "../statistics/spearman.ts";
import { theilSen } from "../statistics/theil-sen.ts";
import { answered, scores } from "./answered.ts";
import { atLimit, differ, gather, worst } from "./gather.ts";
import type { Method } from "./method.ts";

const tests = ["spearman", "pearson", "theil-sen"] as const;

/** A number, such as a percentage of cells: correlations, and the slope of expression on it. */
export const continuous: Method<ContinuousOutcome> = {
  kind: "continuous",
  tests,
  read(outcome, asked, troubles) {
    const answers = answered(outcome, asked, troubles, outcome.column, (word, refuse) =>
      Number.isNaN(numberIn(word))
        ? refuse("not a number, which an outcome of this kind is, in the column")
        : numberIn(word),
    );
    const numbers = asked.order.map((subject) => answers.get(subject));
    return {
      counts: [{ label: "with a number", value: answers.size }],
      words: numbers.map((number) => (number === undefined ? undefined : String(number))),
      compares: () => (who) => numbers[who] !== undefined,
      dealt: (known) => scores(known.map((who) => numbers[who]!)),
      associate(compared, set) {
        const gathered = gather(compared, (who) => numbers[who] !== undefined);
        const { who, values, ranked } = gathered;
        const answer = Float64Array.from(who, (i) => numbers[i]!);
        const counts = { n: who.length, n1: undefined, n0: undefined };
        const refused =
          who.length < Math.max(3, 2 * set.min_group)
            ? `${who.length} subjects, fewer than ${Math.max(3, 2 * set.min_group)}`
            : !differ(answer)
              ? "all have the same outcome"
              : (!differ(ranked) || !differ(values)) && "all values are equal";
        if (refused) {
          const none = tests.map((method) => ({ method, result: undefined, caveat: refused }));
          return { ...counts, concordance: undefined, tests: none };
        }
        const byRank = caveats(worst(gathered));
        const byValue = caveats(atLimit(gathered));
        return {
          ...counts,
          concordance: orderedConcordance(answer, ranked, set),
          tests: [
            { method: "spearman", result: spearman(ranked, answer, set), caveat: byRank },
            { method: "pearson", result: pearson(values, answer, set), caveat: byValue },
            { method: "theil-sen", result: theilSen(answer, values, set), caveat: byValue },
          ],
        };
      },
    };
  },
};
