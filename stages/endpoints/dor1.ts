import { timeToEnding } from "./endings.ts";
import { type Endpoint, none } from "./endpoint.ts";

export const dor1: Endpoint = {
  name: "dor1",
  kind: "time-to-event",
  unit: "months",
  meaning:
    "Duration of remission: from the first CR or CRi to relapse, leaving for global deterioration, or death, else censored at the last assessment without an event; among subjects with CR or CRi",
  curve: { title: "Duration of remission", from: "the first CR or CRi" },
  derive: (course, set) =>
    course.remission
      ? timeToEnding(course, course.remission.assessment, ["worse", "deterioration", "death"], set)
      : none("no CR or CRi"),
};
