import { byMyelosuppression, byToxicity } from "./dose-limiting.ts";
import { answer, type Endpoint, none } from "./endpoint.ts";

/** Yes when anything is dose-limiting, no when nothing is, and no value when what is missing could decide. */
export const dlt: Endpoint = {
  name: "dlt",
  kind: "binary",
  unit: "",
  meaning: "Whether there was a dose-limiting toxicity in cycle 1, among subjects evaluable for it",
  told: ({ has }) => has.toxicities,
  derive(course, set) {
    const { evaluable, toxicities } = course.facts;
    if (evaluable === undefined) return none("not said whether evaluable for dose-limiting toxicity");
    if (!evaluable) return none("not evaluable for dose-limiting toxicity");
    const related = toxicities.filter((toxicity) => toxicity.cycle === 1 && toxicity.related);
    const judged = [...related.map((toxicity) => byToxicity(toxicity, course, set)), ...byMyelosuppression(course)];
    const found = judged.find(({ limiting }) => limiting === true);
    if (found) return answer(true, found.reason, found.fact);
    const open = judged.find(({ limiting }) => limiting === undefined);
    if (open) return { ...none(`cannot be told: ${open.reason}`), fact: open.fact, caveat: "it cannot be told" };
    return answer(false, related.length === 0 ? "no related toxicity in cycle 1" : "no toxicity was dose-limiting");
  },
};
