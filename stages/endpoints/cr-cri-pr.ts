import { bestAmong } from "./best.ts";
import type { Endpoint } from "./endpoint.ts";

export const crCriPr: Endpoint = {
  name: "cr-cri-pr",
  kind: "binary",
  unit: "",
  meaning: "Whether the best response is CR, CRi or PR, among treated subjects",
  derive: (course) => bestAmong(course, ["CR", "CRi", "PR"]),
};
