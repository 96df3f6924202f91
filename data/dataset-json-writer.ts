import type { AnalysisDataset, AnalysisVariable } from "./analysis-dataset.ts";
import type { Value } from "./dataset.ts";

/** What a Dataset-JSON file tells beside its dataset. */
export interface DatasetJsonHead {
  /** When it was made, as in 2026-11-24T22:01:16.178Z. */
  readonly moment: string;
  readonly fileOID: string;
  readonly originator: string;
  readonly system: { readonly name: string; readonly version: string };
  readonly studyOID: string;
  readonly metaDataVersionOID: string;
  /** The file that describes the dataset, beside it. */
  readonly metaDataRef: string;
}

/** So many records make a piece. */
const PIECE = 4096;

/**
 * A dataset as a Dataset-JSON 1.1 file, piece by piece; a record a line. Missing numbers are null, blank texts "".
 *
 * Source: CDISC, Dataset-JSON 1.1, 2024-12-05.
 */
export function* datasetJsonPieces(dataset: AnalysisDataset, head: DatasetJsonHead): Generator<Uint8Array> {
  const { name, label, variables, length, rows } = dataset;
  const told = {
    datasetJSONCreationDateTime: head.moment,
    datasetJSONVersion: "1.1.0",
    fileOID: head.fileOID,
    originator: head.originator,
    sourceSystem: head.system,
    studyOID: head.studyOID,
    metaDataVersionOID: head.metaDataVersionOID,
    metaDataRef: head.metaDataRef,
    itemGroupOID: groupOid(name),
    records: length,
    name,
    label,
    columns: variables.map((variable) => columnOf(name, variable)),
  };
  const lines = [`${JSON.stringify(told, undefined, 2).slice(0, -2)},\n  "rows": [`];
  let separator = "\n";
  for (const values of rows) {
    lines.push(separator, JSON.stringify(variables.map((_, index) => cellOf(values[index]))));
    separator = ",\n";
    if (lines.length < 2 * PIECE) continue;
    yield Buffer.from(lines.join(""));
    lines.length = 0;
  }
  lines.push("\n  ]\n}\n");
  yield Buffer.from(lines.join(""));
}

/** How define.xml and Dataset-JSON name a dataset. */
export function groupOid(dataset: string): string {
  return `IG.${dataset}`;
}

/** How define.xml and Dataset-JSON name a variable of a dataset. */
export function itemOid(dataset: string, variable: string): string {
  return `IT.${dataset}.${variable}`;
}

function columnOf(dataset: string, { name, label, dataType, length, format, key }: AnalysisVariable) {
  return {
    ...{ itemOID: itemOid(dataset, name), name, label, dataType },
    ...(dataType === "date" ? { targetDataType: "integer" } : {}),
    ...(dataType === "string" ? { length } : {}),
    ...(format === "" ? {} : { displayFormat: format }),
    ...(key === undefined ? {} : { keySequence: key }),
  };
}

function cellOf(value: Value): string | number | null {
  return value ?? null;
}
