import type { SchemaElement } from "hyparquet";
import type { Column, Columns } from "../data/column.ts";
import type { CellRead } from "../data/run-tables.ts";

export type Writing = typeof import("hyparquet-writer");

/** A table to be written as Parquet, with what its metadata tells. */
export interface ParquetTable {
  readonly columns: Columns;
  /** Their cells in the order of the columns. */
  readonly rows: Iterable<readonly CellRead[]>;
  readonly told: Readonly<Record<string, string>>;
  readonly version: string;
}

/** Rows that are held at once: a row group, by which readers skip what they do not need. */
const GROUP = 100_000;

/** Parquet's types: counts are whole numbers below 2^53, and INT64 holds them all. */
const TYPES: Readonly<Record<Column["kind"], Partial<SchemaElement>>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  number: { type: "DOUBLE" },
  count: { type: "INT64" },
  "yes-no": { type: "BOOLEAN" },
};

/** What is blank is null, in columns of text too: the tables know no text of no letters. */
export function* parquetPieces(table: ParquetTable, writing: Writing): Generator<Uint8Array> {
  const columns = Object.entries(table.columns);
  const { writer, file } = parquetFile(table, writing);
  for (const rows of groupsOf(table.rows)) {
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

/** A file that has its schema, and no rows yet. */
export function parquetFile(
  { columns, told, version }: Omit<ParquetTable, "rows">,
  { ByteWriter, ParquetWriter }: Writing,
) {
  const kinds = Object.entries(columns);
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [
      { name: "root", num_children: kinds.length },
      ...kinds.map(([name, { kind }]): SchemaElement => ({ name, repetition_type: "OPTIONAL", ...TYPES[kind] })),
    ],
    kvMetadata: Object.entries(told).map(([key, value]) => ({ key: `deltact.${key}`, value })),
    createdBy: `deltact version ${version}`,
  });
  return { writer, file };
}

function stored(cell: CellRead, kind: Column["kind"]): CellRead | bigint | null {
  if (cell === undefined) return null;
  return kind === "count" ? BigInt(cell) : cell;
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
