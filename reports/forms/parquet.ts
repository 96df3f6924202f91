import type { SchemaElement } from "hyparquet";
import type { Column } from "../../data/column.ts";
import type { CellRead, RunTable, RunTables } from "../../data/run-tables.ts";
import type { Form } from "./form.ts";

/** Rows that are held at once: a row group, by which readers skip what they do not need. */
const GROUP = 100_000;

/** Parquet's types: counts are whole numbers below 2^53, and INT64 holds them all. */
const TYPES: Readonly<Record<Column["kind"], Partial<SchemaElement>>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  number: { type: "DOUBLE" },
  count: { type: "INT64" },
  "yes-no": { type: "BOOLEAN" },
};

/**
 * A file a table. What is blank is null, in columns of text too: the tables know no text of no letters. The run, and the
 * kind, unit and meaning of each column as JSON, stand in the file's metadata.
 */
export const parquet: Form = {
  name: "parquet",
  async *write(run) {
    const writing = await import("hyparquet-writer");
    for (const table of run.tables) yield { file: `${table.name}.parquet`, bytes: piecesOf(table, run, writing) };
  },
};

function* piecesOf(
  table: RunTable,
  run: RunTables,
  { ByteWriter, ParquetWriter }: typeof import("hyparquet-writer"),
): Generator<Uint8Array> {
  const columns = Object.entries(table.columns);
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [
      { name: "root", num_children: columns.length },
      ...columns.map(([name, { kind }]): SchemaElement => ({ name, repetition_type: "OPTIONAL", ...TYPES[kind] })),
    ],
    kvMetadata: metadataOf(table, run),
    createdBy: `deltact version ${run.record.version}`,
  });
  for (const rows of groupsOf(table.rows())) {
    const columnData = columns.map(([name, { kind }], at) => ({
      name,
      data: rows.map((cells) => stored(cells[at], kind)),
    }));
    file.write({ columnData, rowGroupSize: GROUP });
    yield writer.getBytes();
    writer.index = 0;
  }
  file.finish();
  yield writer.getBytes();
}

function stored(cell: CellRead, kind: Column["kind"]): CellRead | bigint | null {
  if (cell === undefined) return null;
  return kind === "count" ? BigInt(cell) : cell;
}

function metadataOf({ name, columns, key }: RunTable, { record }: RunTables) {
  const { run, study, version } = record;
  const told = { program: "deltact", version, study, run, table: name };
  return [
    ...Object.entries(told).map(([key, value]) => ({ key: `deltact.${key}`, value })),
    { key: "deltact.key", value: JSON.stringify(key) },
    { key: "deltact.columns", value: JSON.stringify(columns) },
  ];
}

function* groupsOf<Row>(rows: Iterable<Row>): Generator<Row[]> {
  let group: Row[] = [];
  for (const row of rows) {
    if (group.push(row) < GROUP) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
