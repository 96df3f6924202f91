import { Trouble } from "../../data/trouble.ts";
import { type Part, workbookParts } from "../workbook/parts.ts";
import { dictionarySheet, provenanceSheet } from "../workbook/run-sheets.ts";
import { MOST_ROWS } from "../workbook/sheet.ts";
import type { Form } from "./form.ts";

/** The date of the files in the archive: the first that an archive can hold, for it is no part of a run. */
const DATE = [1980, 0, 1] as const;

/** Pieces of text that are made bytes together. */
const PIECES = 10_000;

/**
 * One workbook: a sheet a table, then the dictionary of their columns and where the run comes from. Texts are cells of
 * text, never dates, numbers or formulas, whatever they look like; numbers keep all digits; what is blank has no cell.
 * (The XML is our own: the package for workbooks that was tried could not write as many rows as a sheet holds.)
 */
export const xlsx: Form = {
  name: "xlsx",
  ending: ".xlsx",
  async *write({ record, tables }) {
    const long = tables.find(({ length }) => length > MOST_ROWS);
    if (long !== undefined) {
      const text = `has ${long.length} rows; a sheet holds ${MOST_ROWS}.`;
      throw new Trouble([{ code: "form-unfit", file: `${long.name}.csv`, text }]);
    }
    const { default: Zip } = await import("adm-zip");
    const zip = new Zip({ noSort: true });
    const ofTables = tables.map((table) => ({
      name: table.name,
      head: Object.keys(table.columns),
      rows: table.rows(),
    }));
    for (const part of workbookParts([...ofTables, dictionarySheet(tables), provenanceSheet(record)]))
      zip.addFile(part.path, bytesOf(part)).header.time = new Date(...DATE);
    yield { file: "run.xlsx", bytes: [zip.toBuffer()] };
  },
};

function bytesOf({ xml }: Part): Buffer {
  const chunks: Buffer[] = [];
  let pieces = [`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`];
  for (const piece of xml) {
    if (pieces.push(piece) < PIECES) continue;
    chunks.push(Buffer.from(pieces.join("")));
    pieces = [];
  }
  chunks.push(Buffer.from(pieces.join("")));
  return Buffer.concat(chunks);
}
