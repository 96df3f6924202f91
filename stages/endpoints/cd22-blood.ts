import { cd22 } from "./cd22.ts";
import type { Endpoint } from "./endpoint.ts";

export const cd22Blood: Endpoint = {
  name: "cd22-blood",
  kind: "continuous",
  unit: "%",
  meaning: "CD22-positive blasts in blood at the visit, among subjects with a result",
  told: ({ has }) => has.cd22Blood,
  byVisit: (assessment) => assessment.cd22Blood !== undefined,
  derive: (course, set, visit) => cd22(course, visit, (assessment) => assessment.cd22Blood, set),
};
