import { type Endpoint, none, timed } from "./endpoint.ts";

export const timeToRemission: Endpoint = {
  name: "time-to-remission",
  kind: "time-to-event",
  unit: "months",
  meaning: "Time from the first dose to the first CR or CRi, among subjects who reached it",
  curve: { title: "Time to remission", from: "the first dose" },
  derive: ({ start, remission }, set) =>
    remission
      ? timed(start, remission.assessment, true, `first ${remission.response}: ${remission.reason}`, set)
      : none("no CR or CRi"),
};
