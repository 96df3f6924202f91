import { answer, type Endpoint, none } from "./endpoint.ts";
import { isNegative, mrdResults, mrdWord } from "./mrd-results.ts";

/** Who has CR or CRi and no MRD result is not negative, and stays in the denominator. */
export const mrdNegativity: Endpoint = {
  name: "mrd-negativity",
  kind: "binary",
  unit: "",
  meaning: "Whether MRD was negative at any time up to PD or another induction, among subjects with CR or CRi",
  told: ({ has }) => has.mrd,
  derive(course, set) {
    if (!course.remission) return none("no CR or CRi");
    const results = mrdResults(course);
    const negative = results.find((result) => isNegative(result, set));
    if (negative) return answer(true, mrdWord(negative), negative);
    const last = results.at(-1);
    return last ? answer(false, `never negative; last ${mrdWord(last)}`, last) : answer(false, "MRD not done");
  },
};
