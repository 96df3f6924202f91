import { bestAmong } from "./best.ts";
import type { Endpoint } from "./endpoint.ts";

/** By phase, dose and cytogenetic category it is told in the summary, as all measures are. */
export const crCri: Endpoint = {
  name: "cr-cri",
  kind: "binary",
  unit: "",
  meaning: "Whether the best response is CR or CRi, among treated subjects",
  derive: (course) => bestAmong(course, ["CR", "CRi"]),
};
