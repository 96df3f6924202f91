import type { RunRecord } from "../../data/provenance.ts";
import type { RunTable } from "../../data/run-tables.ts";
import type { Sheet } from "./sheet.ts";

/** What each column of the tables means. */
export function dictionarySheet(tables: readonly RunTable[]): Sheet {
  return {
    name: "dictionary",
    head: ["table", "column", "kind", "unit", "meaning"],
    rows: tables.flatMap(({ name, columns }) =>
      Object.entries(columns).map(([column, { kind, unit, meaning }]) => [name, column, kind, unit, meaning]),
    ),
  };
}

/** Where the run comes from: itself, what each stage found, its inputs, settings and tables. */
export function provenanceSheet(record: RunRecord): Sheet {
  const { version, study, run, ended, notes = [], headlines, inputs, settings, tables } = record;
  const itself = { program: "deltact", version, study, run, ended };
  return {
    name: "provenance",
    head: ["what", "name", "value", "unit", "meaning"],
    rows: [
      ...Object.entries(itself).map(([name, value]) => ["run", name, value]),
      ...notes.map((note) => ["note", undefined, note]),
      ...headlines.map(({ stage, text }) => ["found", stage, text]),
      ...inputs.map(({ path, sha256 }) => ["input", path, sha256, "SHA-256"]),
      ...settings.map(({ name, value, unit, meaning, from }) => ["setting", name, value, unit, `${meaning} (${from})`]),
      ...tables.map(({ name, sha256 }) => ["table", `${name}.csv`, sha256, "SHA-256"]),
    ],
  };
}
