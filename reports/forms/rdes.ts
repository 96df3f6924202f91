import { Trouble } from "../../data/trouble.ts";
import type { Form } from "./form.ts";

/** The spreadsheets of the cards that the run wrote, as they are. */
export const rdes: Form = {
  name: "rdes",
  *write({ record, rdes }) {
    if (rdes === undefined) {
      const text = `the run is of deltact ${record.version}, which wrote no spreadsheets of RDES.`;
      throw new Trouble([{ code: "run-version", text }]);
    }
    for (const { file, bytes } of rdes) yield { file, bytes: [bytes()] };
  },
};
