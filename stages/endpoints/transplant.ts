import { answer, type Endpoint } from "./endpoint.ts";

export const transplant: Endpoint = {
  name: "transplant",
  kind: "binary",
  unit: "",
  meaning: "Whether a transplant followed the treatment, among treated subjects",
  derive({ facts }) {
    const event = facts.events.find((one) => one.event === "transplant");
    return event ? answer(true, "transplant", event) : answer(false, "no transplant recorded");
  },
};
