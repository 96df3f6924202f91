import { type CellObject, read, SSF, type WorkSheet } from "@e965/xlsx";
import type { Part } from "../../data/export.ts";

/** Cells that a workbook may hold: ten times those of a card with its fluorescence by cycle. */
const MOST_CELLS = 4_000_000;

/**
 * The sheets of a workbook as text: a line for each row from the first on, cells parted by tabs. Numbers are written in full
 * and not as they are shown, dates as they are shown, for what was a gene's name must be told from a number.
 *
 * @throws on what is no whole workbook, on a password, and on more cells than a card can have.
 */
export function sheetsOf(bytes: Uint8Array): Part[] {
  const book = read(bytes, {
    ...{ type: "buffer", dense: true, cellNF: true, cellHTML: false, cellFormula: false, cellText: true },
  });
  const room = { cells: MOST_CELLS };
  return book.SheetNames.map((name) => ({ name, bytes: Buffer.from(textOf(book.Sheets[name]!, room)) }));
}

function textOf(sheet: WorkSheet, room: { cells: number }): string {
  const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet["!data"] ?? [];
  const lines: string[] = [];
  for (let row = 0; row < rows.length; row++) {
    const cells = rows[row] ?? [];
    room.cells -= cells.length + 1;
    if (room.cells < 0) throw new Error(`it holds more than ${MOST_CELLS} cells`);
    lines.push(Array.from(cells, written).join("\t").trimEnd());
  }
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
}

function written(cell: CellObject | undefined): string {
  if (cell === undefined || cell.v === undefined || cell.v === null) return "";
  if (cell.t === "b") return cell.v ? "TRUE" : "FALSE";
  const isDate = cell.t === "d" || (cell.t === "n" && cell.z !== undefined && SSF.is_date(String(cell.z)));
  const text = cell.t === "e" || isDate ? (cell.w ?? String(cell.v)) : String(cell.v);
  return text.replace(/[\t\r\n]+/g, " ");
}
