import { type CellObject, read, SSF, type WorkSheet } from "@e965/xlsx";
import type { Part } from "../../data/export.ts";
import type { Limits } from "./limits.ts";
import { zipped } from "./zip.ts";

/**
 * The sheets of a workbook as text: a line for each row from the first on, cells parted by tabs. Numbers are written in full
 * and not as they are shown, dates as they are shown, for what was a gene's name must be told from a number. Of a sheet of
 * fluorescence by cycle, which holds no wells, only the first rows are given.
 *
 * @param source the bytes of an .xls, or the unpacked files of an .xlsx.
 * @throws on what is no whole workbook, on a password, and on more cells than a card can have.
 */
export function sheetsOf(source: Uint8Array | readonly Part[], most: Limits): Part[] {
  const file = source instanceof Uint8Array ? old(source, most) : packed(source, most);
  const begun = read(file, { ...asked, sheetRows: BEGINNING });
  const whole = begun.SheetNames.filter((name) => !isByCycle(begun.Sheets[name]!));
  const book = read(file, { ...asked, sheets: whole });
  const room = { cells: most.cells };
  return begun.SheetNames.map((name) => ({
    name,
    bytes: Buffer.from(textOf((whole.includes(name) ? book : begun).Sheets[name]!, room, most)),
  }));
}

const asked = {
  type: "buffer",
  dense: true,
  cellNF: true,
  cellHTML: false,
  cellFormula: false,
  cellText: true,
} as const;

/** Rows that a sheet is looked at by, to tell what it is. */
const BEGINNING = 100;

/** Whether a sheet is a table of fluorescence, a row for each well and cycle: most of a workbook, and no Ct stands in it. */
function isByCycle(sheet: WorkSheet): boolean {
  const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet["!data"] ?? [];
  return rows.some((row) => {
    const words = Array.from(row ?? [], (cell) => String(cell?.v ?? "").trim());
    const cycles = words.some((word) => /^(Cycle( Number)?|Reading)$/.test(word));
    return words[0] === "Well" && cycles && !words.some((word) => /^C(q|r?t|\u0442)$/i.test(word));
  });
}

/** An .xls; what has a password lies in the same container, under these names. */
function old(bytes: Uint8Array, { workbook }: Limits): Uint8Array {
  if (bytes.length > workbook)
    throw new Error(`as a workbook it has ${bytes.length} bytes; at most ${workbook} are read`);
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (["EncryptionInfo", "EncryptedPackage"].every((name) => whole.includes(Buffer.from(name, "utf16le"))))
    throw new Error("it has a password");
  return bytes;
}

/** Each cell of a sheet is opened and closed, and has a value that is. */
const TAGS = 4;
const LESS = 60;

/**
 * The files of an .xlsx for the reader of workbooks: only those that hold sheets, once more in an archive, so that it reads
 * what was checked and nothing else. A document type, by which XML may define what is expanded, is in no workbook.
 */
function packed(files: readonly Part[], { cells, workbook }: Limits): Uint8Array {
  const needed = files.filter(({ name }) => /\.(xml|rels|bin)$/i.test(name));
  let tags = 0;
  for (const { name, bytes } of needed) {
    const told = JSON.stringify(name);
    if (/\.bin$/i.test(name)) {
      if (bytes.length > workbook)
        throw new Error(`${told} in it has ${bytes.length} bytes; at most ${workbook} are read`);
      continue;
    }
    if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf("<!DOCTYPE") >= 0)
      throw new Error(`${told} in it holds a document type definition`);
    for (let at = bytes.indexOf(LESS); at >= 0; at = bytes.indexOf(LESS, at + 1)) tags++;
  }
  if (tags > TAGS * cells) throw new Error(`it holds more than ${cells} cells`);
  return zipped(needed);
}

function textOf(sheet: WorkSheet, room: { cells: number }, most: Limits): string {
  const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet["!data"] ?? [];
  const lines: string[] = [];
  for (let row = 0; row < rows.length; row++) {
    const cells = rows[row] ?? [];
    room.cells -= cells.length + 1;
    if (room.cells < 0) throw new Error(`it holds more than ${most.cells} cells`);
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
