import { timeToEnding } from "./endings.ts";
import type { Endpoint } from "./endpoint.ts";

export const pfs: Endpoint = {
  name: "pfs",
  kind: "time-to-event",
  unit: "months",
  meaning:
    "Progression-free survival: from the first dose to the first of PD, leaving for global deterioration, another induction or a transplant after the best response PR or RD, relapse after CR or CRi, death; else censored at the last assessment without an event; among treated subjects",
  curve: { title: "Progression-free survival", from: "the first dose" },
  derive: (course, set) =>
    timeToEnding(
      course,
      course.start,
      ["worse", "deterioration", "therapy-after-partial", "therapy-after-refractory", "death"],
      set,
    ),
};
