import type { CellRead } from "../../data/run-tables.ts";
import { Trouble } from "../../data/trouble.ts";
import { MAIN, type SharedTexts } from "./shared-texts.ts";

/** A sheet of a workbook: its name, the names of its columns, and its rows. */
export interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: Iterable<readonly CellRead[]>;
}

/** The rows that the file format holds below a sheet's head. */
export const MOST_ROWS = 1_048_575;

/** The UTF-16 units that it holds in a cell. */
const UNITS = 32_767;

/** The cells' formats, by their places in the workbook's list: of texts, and of texts in a head. */
const TEXT = 1;
const HEAD = 2;

/**
 * A sheet as XML, its head kept in view. What is blank has no cell.
 *
 * @throws {Trouble} when a cell cannot hold so long a text.
 */
export function* sheetXml({ name, head, rows }: Sheet, texts: SharedTexts): Generator<string> {
  const letters = head.map((_, at) => columnLetters(at + 1));
  yield `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">`;
  yield `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  yield `<row r="1">${head.map((text, at) => textXml(`${letters[at]}1`, HEAD, texts.place(text))).join("")}</row>`;
  let row = 1;
  for (const cells of rows) {
    row++;
    let xml = `<row r="${row}">`;
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at];
      if (cell === undefined) continue;
      const place = `${letters[at]}${row}`;
      if (typeof cell === "number") xml += `<c r="${place}"><v>${cell}</v></c>`;
      else if (typeof cell === "boolean") xml += `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
      else if (cell.length <= UNITS) xml += textXml(place, TEXT, texts.place(cell));
      else {
        const text = `holds a text of ${cell.length} letters; a cell of a sheet holds ${UNITS}.`;
        throw new Trouble([{ code: "form-unfit", file: name, record: row - 1, column: head[at], text }]);
      }
    }
    yield `${xml}</row>`;
  }
  const all = `A1:${letters.at(-1)}${row}`;
  yield `</sheetData><ignoredErrors><ignoredError sqref="${all}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}

function textXml(place: string, format: number, text: number): string {
  return `<c r="${place}" s="${format}" t="s"><v>${text}</v></c>`;
}

/** 1 is A, 27 is AA. */
function columnLetters(number: number): string {
  const rest = (number - 1) % 26;
  const last = String.fromCharCode(65 + rest);
  return number > 26 ? columnLetters((number - 1 - rest) / 26) + last : last;
}
