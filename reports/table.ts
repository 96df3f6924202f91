import { encodeCell } from "../data/guard.ts";
import type { Table } from "../data/table.ts";
import { cellWriter, type Page } from "./cells.ts";

const BUFFER = 256 * 1024;
const COMMA = ",";
const LINE_FEED = "\n";

/**
 * Writes a table as CSV: UTF-8, LF, a head of column names, cells quoted where RFC 4180 asks for it, texts guarded
 * against spreadsheets, numbers as the shortest decimal that reads back the same, blank where there is none. The bytes
 * handed to `write` are valid only during the call.
 */
export function writeCsv(table: Table, write: (bytes: Uint8Array) => void): { rows: number } {
  const names = Object.keys(table.columns);
  const columns = names.map((name, c) => {
    const end = c === names.length - 1 ? LINE_FEED : COMMA;
    // In a table of one column a blank line would be no row at all.
    return cellWriter(table.cells[name]!, end, names.length === 1 ? '""' : "");
  });
  const room = columns.reduce((sum, column) => sum + column.room, 0);
  const bytes = new Uint8Array(Math.max(BUFFER, 4 * room));
  const page: Page = { bytes, view: new DataView(bytes.buffer), room, write };
  const writers = columns.map((column) => column.on(page));

  write(encodeHead(names));
  let at = 0;
  for (let row = 0; row < table.length; row++) {
    if (at + room > bytes.length) {
      write(bytes.subarray(0, at));
      at = 0;
    }
    for (let c = 0; c < writers.length; c++) at = writers[c]!(row, at);
  }
  if (at > 0) write(bytes.subarray(0, at));
  return { rows: table.length };
}

function encodeHead(names: readonly string[]): Uint8Array {
  return new TextEncoder().encode(names.map(encodeCell).join(COMMA) + LINE_FEED);
}
