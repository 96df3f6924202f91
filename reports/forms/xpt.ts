import { xptPieces } from "../../data/xpt-writer.ts";
import { adamDatasets } from "../adam/datasets.ts";
import { DEFINE, defineXml, fileOf } from "../adam/define-xml.ts";
import type { Form } from "./form.ts";

/**
 * A file a dataset of ADaM, and define.xml. The format holds ASCII alone: a run with other letters, or with texts of more than 200
 * characters, is refused, for transliterated it would be another.
 */
export const xpt: Form = {
  name: "xpt",
  *write(run) {
    const { record } = run;
    const datasets = adamDatasets(run);
    for (const dataset of datasets) {
      const file = fileOf(dataset, "xpt");
      yield { file, bytes: xptPieces(file, dataset, record.ended) };
    }
    yield { file: DEFINE, bytes: [Buffer.from(defineXml(record, datasets, "xpt"))] };
  },
};
