import type { OrderedOutcome } from "../../data/outcome.ts";
import { listing } from "../../data/trouble.ts";
import { caveats } from "../caveats.ts";
import { jonckheereTerpstra } from "../statistics/jonckheere-terpstra.ts";
import { kendall } from "../statistics/kendall.ts";
import { orderedConcordance } from "../statistics/ordered-concordance.ts";
import { spearman } from "../statistics/spearman.ts";
import { answered, scores, tally } from "./answered.ts";
import { differ, gather, worst } from "./gather.ts";
import type { Method } from "./method.ts";

const tests = ["spearman", "kendall", "jonckheere-terpstra"] as const;

/** Words in an order, such as the depth of a response: rank correlations, and a trend over the groups. */
export const ordered: Method<OrderedOutcome> = {
  kind: "ordered",
  tests,
  read(outcome, asked, troubles) {
    const { column, order } = outcome;
    const answers = answered(outcome, asked, troubles, column, (word, refuse) =>
      order.includes(word) ? order.indexOf(word) : refuse(`not in the order ${listing(order)}`),
    );
    const places = asked.order.map((subject) => answers.get(subject));
    return {
      counts: tally(
        order,
        [...answers.values()].map((place) => order[place]!),
      ),
      words: places.map((place) => (place === undefined ? undefined : order[place])),
      compares: () => (who) => places[who] !== undefined,
      dealt: (known) => scores(known.map((who) => places[who]!)),
      associate(compared, set) {
        const gathered = gather(compared, (who) => places[who] !== undefined);
        const { who, ranked } = gathered;
        const answer = Float64Array.from(who, (i) => places[i]!);
        const counts = { n: who.length, n1: undefined, n0: undefined };
        const refused =
          who.length < 2 * set.min_group
            ? `${who.length} subjects, fewer than ${2 * set.min_group}`
            : !differ(answer)
              ? "all have the same outcome"
              : !differ(ranked) && "all values are equal";
        if (refused) {
          const none = tests.map((method) => ({ method, result: undefined, caveat: refused }));
          return { ...counts, concordance: undefined, tests: none };
        }
        const groups = order
          .map((_, place) => ranked.filter((_, i) => answer[i] === place))
          .filter((group) => group.length > 0);
        const results = [spearman(ranked, answer, set), kendall(ranked, answer, set), jonckheereTerpstra(groups, set)];
        const caveat = caveats(worst(gathered));
        return {
          ...counts,
          concordance: orderedConcordance(answer, ranked, set),
          tests: results.map((result) => ({ method: result.method, result, caveat })),
        };
      },
    };
  },
};
