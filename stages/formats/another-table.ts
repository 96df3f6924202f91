import { decode } from "../../data/encoding.ts";
import { fold } from "./fold.ts";

const [TAB, COMMA, SEMICOLON] = [9, 44, 59] as const;

/** What vendors call a column of Ct, and one that names wells, folded. */
const ctNames = ["ct", "cq", "crt", "cp", "avg ct", "avg cq"];
const wellNames = ["well", "well position", "pos", "position", "#", "well id", "id"];

/** A cell that may be the heading of Ct, in bytes read as latin1: the last is "Cт" with the Cyrillic te. */
const CT = /[\r\n\t,;]"?(?:avg )?c(?:t|q|rt|p|\u00d1\u0082)"? *(?=[\t,;\r\n])/gi;

/** Whether these are the headings of a table of wells, of whatever vendor. */
export function isOfWells(folded: readonly string[]): boolean {
  return folded.some((cell) => ctNames.includes(cell)) && folded.some((cell) => wellNames.includes(cell));
}

/**
 * Where, from `from` on, a line begins that holds the headings of a table of wells, of whatever vendor: two exports were put
 * into one file. -1: nowhere. What has no such cell costs one search.
 */
export function anotherTable(bytes: Uint8Array, from: number): number {
  const rest = Buffer.from(bytes.buffer, bytes.byteOffset + from, bytes.length - from);
  if (![TAB, COMMA, SEMICOLON].some((parts) => rest.includes(parts))) return -1;
  const text = rest.toString("latin1");
  for (const { index } of text.matchAll(CT)) {
    const ends = /[\r\n]/.test(text[index]!) ? index + 1 : index;
    const begin = Math.max(text.lastIndexOf("\n", ends - 1), text.lastIndexOf("\r", ends - 1)) + 1;
    const length = text.slice(begin).search(/[\r\n]/);
    const line = decode(rest.subarray(begin, length < 0 ? rest.length : begin + length));
    if (isOfWells(line.split(/[\t,;]/).map((cell) => fold(cell.replaceAll('"', ""))))) return from + begin;
  }
  return -1;
}
