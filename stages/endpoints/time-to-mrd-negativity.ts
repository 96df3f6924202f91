import { type Endpoint, none, timed } from "./endpoint.ts";
import { isNegative, mrdResults, mrdWord } from "./mrd-results.ts";

/** Of the same subjects as `mrd-negativity`, so that both count the same ones. */
export const timeToMrdNegativity: Endpoint = {
  name: "time-to-mrd-negativity",
  kind: "time-to-event",
  unit: "months",
  meaning: "Time from the first dose to the first negative MRD, among subjects with CR or CRi who reached it",
  curve: { title: "Time to MRD negativity", from: "the first dose" },
  told: ({ has }) => has.mrd,
  derive(course, set) {
    if (!course.remission) return none("no CR or CRi");
    const results = mrdResults(course);
    const negative = results.find((result) => isNegative(result, set));
    if (negative) return timed(course.start, negative, true, mrdWord(negative), set);
    const last = results.at(-1);
    if (last === undefined) return none("MRD not done");
    return set.never_negative === "censor"
      ? timed(course.start, last, false, `never negative; last ${mrdWord(last)}`, set)
      : none("never negative");
  },
};
