import type { CategoricalOutcome } from "../../data/outcome.ts";
import { caveats } from "../caveats.ts";
import { kruskalWallis } from "../statistics/kruskal-wallis.ts";
import { answered, tally } from "./answered.ts";
import { gather, worst } from "./gather.ts";
import type { Method } from "./method.ts";

/** Words in no order, such as cytogenetic categories: whether expression differs between them. There is no C. */
export const categories: Method<CategoricalOutcome> = {
  kind: "categories",
  tests: ["kruskal-wallis"],
  read(outcome, asked, troubles) {
    const answers = answered(outcome, asked, troubles, outcome.column, (word) => word);
    const words = asked.order.map((subject) => answers.get(subject));
    const all = [...new Set(answers.values())].sort();
    return {
      counts: tally(all, answers.values()),
      words,
      compares: () => (who) => words[who] !== undefined,
      dealt: () => undefined,
      associate(compared, set) {
        const gathered = gather(compared, (who) => words[who] !== undefined);
        const { who, ranked } = gathered;
        const groups = all.map((word) => ranked.filter((_, i) => words[who[i]!] === word));
        const large = groups.filter((group) => group.length >= set.min_group);
        const small = all.filter((_, i) => groups[i]!.length > 0 && groups[i]!.length < set.min_group);
        const n = large.reduce((sum, group) => sum + group.length, 0);
        const left = small.length > 0 && `left out, with fewer than ${set.min_group} subjects: ${small.join(", ")}`;
        const refused = large.length < 2 && `${large.length} categories with ${set.min_group} subjects or more`;
        const result = refused ? undefined : kruskalWallis(large);
        const caveat = caveats(refused, left, worst(gathered));
        const tests = [{ method: "kruskal-wallis", result, caveat }];
        return { n, n1: undefined, n0: undefined, concordance: undefined, tests };
      },
    };
  },
};
