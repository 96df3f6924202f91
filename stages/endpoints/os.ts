import { type Endpoint, timed } from "./endpoint.ts";

/** The last day known alive is that of the last record of any kind, which may be later than the last contact that is listed. */
export const os: Endpoint = {
  name: "os",
  kind: "time-to-event",
  unit: "months",
  meaning:
    "Overall survival: from the first dose to death, else censored when last known alive, among treated subjects",
  curve: { title: "Overall survival", from: "the first dose" },
  derive({ start, death, lastSeen, facts }, set) {
    if (death) return timed(start, death, true, "death", set);
    const censored = timed(start, lastSeen, false, "last known alive", set);
    const contact = facts.events.findLast(({ event }) => event === "last-contact");
    return contact && contact.day < lastSeen.day
      ? { ...censored, caveat: "a record is later than the last contact: the later day is taken" }
      : censored;
  },
};
