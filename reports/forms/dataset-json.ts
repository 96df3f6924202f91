import { datasetJsonPieces } from "../../data/dataset-json-writer.ts";
import { adamDatasets } from "../adam/datasets.ts";
import { DEFINE, defineXml, fileOf, studyOids } from "../adam/define-xml.ts";
import type { Form } from "./form.ts";

/** A file a dataset of ADaM, and define.xml. Texts of any script are held as they are. */
export const datasetJson: Form = {
  name: "dataset-json",
  *write(run) {
    const { record } = run;
    const datasets = adamDatasets(run);
    const oids = studyOids(record);
    for (const dataset of datasets) {
      const head = {
        moment: record.ended,
        fileOID: `${oids.file}.${dataset.name}`,
        originator: "deltact",
        system: { name: "deltact", version: record.version },
        studyOID: oids.study,
        metaDataVersionOID: oids.version,
        metaDataRef: DEFINE,
      };
      yield { file: fileOf(dataset, "json"), bytes: datasetJsonPieces(dataset, head) };
    }
    yield { file: DEFINE, bytes: [Buffer.from(defineXml(record, datasets, "json"))] };
  },
};
