import type { AnalysisDataset, AnalysisVariable } from "../../data/analysis-dataset.ts";
import type { Value } from "../../data/dataset.ts";

/** A variable with its values by record, before their lengths are known. */
export interface Part
  extends Pick<AnalysisVariable, "name" | "label" | "dataType" | "origin" | "derivation" | "key" | "codes"> {
  readonly at: (record: number) => Value;
}

/** A variable that names or describes; a number; a whole number; a date. */
export const kinds = { text: "string", number: "float", count: "integer", date: "date" } as const;

interface Parts extends Pick<AnalysisDataset, "name" | "label" | "class" | "structure" | "length"> {
  readonly parts: readonly Part[];
}

/** The dataset of the parts: lengths of texts and digits of numbers are those of the longest value. */
export function measured({ parts, ...told }: Parts): AnalysisDataset {
  return {
    ...told,
    variables: parts.map((part) => variableOf(part, told.length)),
    rows: {
      *[Symbol.iterator]() {
        for (let record = 0; record < told.length; record++) yield parts.map(({ at }) => at(record));
      },
    },
  };
}

function variableOf({ at, ...told }: Part, records: number): AnalysisVariable {
  if (told.dataType === "date") return { ...told, type: "number", length: 8, format: "DATE9." };
  let width = 1;
  let decimals = 0;
  for (let record = 0; record < records; record++) {
    const value = at(record);
    if (value === undefined) continue;
    width = Math.max(width, String(value).length);
    if (told.dataType === "float") decimals = Math.max(decimals, decimalsOf(String(value)));
  }
  return told.dataType === "string"
    ? { ...told, type: "text", length: width, format: "" }
    : { ...told, type: "number", length: 8, format: "", written: { width, decimals } };
}

/** Digits behind the point of a number as it is written shortest. */
function decimalsOf(value: string): number {
  const [, digits = "", power = "0"] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(value) ?? [];
  return Math.max(0, digits.length - Number(power));
}
