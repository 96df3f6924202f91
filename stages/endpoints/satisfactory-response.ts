import { bestAmong } from "./best.ts";
import { type Endpoint, none } from "./endpoint.ts";

export const satisfactoryResponse: Endpoint = {
  name: "satisfactory-response",
  kind: "binary",
  unit: "",
  meaning: "Whether the best response is CR, CRi, PR or RD, among the subjects of dose finding",
  told: ({ subjects }) => subjects.some(({ doseFinding }) => doseFinding),
  derive: (course) =>
    course.facts.doseFinding ? bestAmong(course, ["CR", "CRi", "PR", "RD"]) : none("not in dose finding"),
};
