import { cd22 } from "./cd22.ts";
import type { Endpoint } from "./endpoint.ts";

export const cd22Marrow: Endpoint = {
  name: "cd22-marrow",
  kind: "continuous",
  unit: "%",
  meaning: "CD22-positive blasts in marrow at the visit, among subjects with a result",
  told: ({ has }) => has.cd22Marrow,
  byVisit: (assessment) => assessment.cd22Marrow !== undefined,
  derive: (course, set, visit) => cd22(course, visit, (assessment) => assessment.cd22Marrow, set),
};
