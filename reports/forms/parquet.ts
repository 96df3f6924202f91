import type { RunTable, RunTables } from "../../data/run-tables.ts";
import { parquetPieces } from "../parquet-table.ts";
import type { Form } from "./form.ts";

/** A file a table. The run, and the kind, unit and meaning of each column as JSON, stand in the file's metadata. */
export const parquet: Form = {
  name: "parquet",
  async *write(run) {
    const writing = await import("hyparquet-writer");
    for (const table of run.tables) {
      const { version } = run.record;
      const rows = table.rows();
      const what = { columns: table.columns, rows, told: told(table, run), version };
      yield { file: `${table.name}.parquet`, bytes: parquetPieces(what, writing) };
    }
  },
};

function told({ name, columns, key }: RunTable, { record: { run, study, version } }: RunTables) {
  const lists = { key: JSON.stringify(key), columns: JSON.stringify(columns) };
  return { program: "deltact", version, study, run, table: name, ...lists };
}
