import { type Endpoint, none, timed } from "./endpoint.ts";

export const timeToResponse: Endpoint = {
  name: "time-to-response",
  kind: "time-to-event",
  unit: "months",
  meaning: "Time from the first dose to the first CR, CRi or PR, among subjects who reached it",
  curve: { title: "Time to response", from: "the first dose" },
  derive: ({ start, response }, set) =>
    response
      ? timed(start, response.assessment, true, `first ${response.response}: ${response.reason}`, set)
      : none("no CR, CRi or PR"),
};
