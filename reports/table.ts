import { encodeCell } from "../data/guard.ts";
import type { Table } from "../data/table.ts";
import { cellWriter, type Maker, type Page, wordWriter } from "./cells.ts";

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
  // In a table of one column a blank line would be no row at all.
  const blank = names.length === 1 ? '""' : "";
  const columns: Maker[] = [];
  for (let c = 0; c < names.length; ) {
    const cells = table.cells[names[c]!]!;
    const alike = alikeFrom(table, names, c);
    c += Math.max(alike.length, 1);
    const end = c === names.length ? LINE_FEED : COMMA;
    columns.push("words" in cells ? wordWriter(alike, cells.word, end, blank) : cellWriter(cells, end, blank));
  }
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

/** The words of this column and of those after it that the same function looks up. */
function alikeFrom(table: Table, names: readonly string[], from: number): (readonly string[])[] {
  const first = table.cells[names[from]!]!;
  const alike: (readonly string[])[] = [];
  for (const name of names.slice(from)) {
    const cells = table.cells[name]!;
    if (
      !("words" in cells && "words" in first) ||
      cells.word !== first.word ||
      cells.words.length !== first.words.length
    )
      break;
    alike.push(cells.words);
  }
  return alike;
}

function encodeHead(names: readonly string[]): Uint8Array {
  return new TextEncoder().encode(names.map(encodeCell).join(COMMA) + LINE_FEED);
}
