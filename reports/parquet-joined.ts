import type { ColumnChunk, RowGroup } from "hyparquet";
import { type ParquetTable, parquetFile, type Writing } from "./parquet-table.ts";

/** "PAR1", at the beginning of a file. */
const MAGIC = 4;
/** The footer's length and "PAR1", behind the footer. */
const TAIL = 8;

/**
 * One file of the rows of many files with the same columns. The groups of rows are copied as they are, and one footer
 * tells where each stands now: nothing is decoded, so that joining costs what copying does.
 *
 * @param parts files that `parquetPieces` wrote of those columns; each need be valid only until the next
 */
export function* parquetJoined(
  table: Omit<ParquetTable, "rows">,
  parts: Iterable<Uint8Array>,
  writing: Writing,
  { parquetMetadata }: typeof import("hyparquet"),
): Generator<Uint8Array> {
  const { writer, file } = parquetFile(table, writing);
  let offset = writer.offset;
  yield writer.getBytes();
  writer.index = 0;
  for (const part of parts) {
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
    const end = part.length - TAIL - view.getUint32(part.length - TAIL, true);
    const footer = new Uint8Array(part.length - end);
    footer.set(part.subarray(end));
    const { row_groups, num_rows } = parquetMetadata(footer.buffer);
    file.row_groups.push(...row_groups.map((group) => shifted(group, BigInt(offset - MAGIC))));
    file.num_rows += num_rows;
    yield part.subarray(MAGIC, end);
    offset += end - MAGIC;
  }
  writer.offset = offset;
  file.finish();
  yield writer.getBytes();
}

/** What tells of a group of rows that stands `by` bytes further on. */
function shifted(group: RowGroup, by: bigint): RowGroup {
  const { file_offset } = group;
  const columns = group.columns.map((chunk) => shiftedColumn(chunk, by));
  return { ...group, columns, ...(file_offset === undefined ? {} : { file_offset: file_offset + by }) };
}

function shiftedColumn({ meta_data, ...chunk }: ColumnChunk, by: bigint): ColumnChunk {
  return {
    ...moved(chunk, ["file_offset", "offset_index_offset", "column_index_offset"], by),
    ...(meta_data && {
      meta_data: moved(
        meta_data,
        ["data_page_offset", "dictionary_page_offset", "index_page_offset", "bloom_filter_offset"],
        by,
      ),
    }),
  };
}

function moved<T extends object>(what: T, names: readonly (keyof T)[], by: bigint): T {
  const places = names.flatMap((name) => (what[name] === undefined ? [] : [[name, (what[name] as bigint) + by]]));
  return { ...what, ...Object.fromEntries(places) };
}
