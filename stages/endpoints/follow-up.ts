import { type Endpoint, none, timed } from "./endpoint.ts";

export const followUp: Endpoint = {
  name: "follow-up",
  kind: "continuous",
  unit: "months",
  meaning: "Time from the first dose to the last contact, among subjects known alive",
  derive({ start, death, lastSeen }, set) {
    if (death) return none("died");
    const { value, reason, fact } = timed(start, lastSeen, false, "last known alive", set);
    return { value, reason, fact };
  },
};
