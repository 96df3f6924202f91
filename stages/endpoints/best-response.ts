import { bestOf } from "./best.ts";
import type { Endpoint } from "./endpoint.ts";

export const bestResponse: Endpoint = {
  name: "best-response",
  kind: "ordered",
  unit: "",
  meaning: "Best response up to PD or another induction, among treated subjects",
  derive(course) {
    const { response, reason, fact, caveat } = bestOf(course);
    return { value: response, reason, fact, caveat };
  },
};
