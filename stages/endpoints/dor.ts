import { timeToEnding } from "./endings.ts";
import { type Endpoint, none } from "./endpoint.ts";

export const dor: Endpoint = {
  name: "dor",
  kind: "time-to-event",
  unit: "months",
  meaning:
    "Duration of response: from the first CR, CRi or PR to PD, leaving for global deterioration, another induction or a transplant after PR, relapse after CR or CRi, or death, else censored at the last assessment without an event; among subjects with CR, CRi or PR",
  curve: { title: "Duration of response", from: "the first CR, CRi or PR" },
  derive: (course, set) =>
    course.response
      ? timeToEnding(
          course,
          course.response.assessment,
          ["worse", "deterioration", "therapy-after-partial", "death"],
          set,
        )
      : none("no CR, CRi or PR"),
};
