import { decode } from "../../data/encoding.ts";
import { fold } from "./fold.ts";

const [TAB, COMMA, SEMICOLON] = [9, 44, 59] as const;

/** What vendors call a column of Ct, one that names wells, one of samples and one of assays, folded. */
const ctNames = ["ct", "cq", "crt", "cp", "avg ct", "avg cq"];
const wellNames = ["well", "well position", "pos", "position", "#", "well id", "id", "no.", "chamber"];
const sampleNames = ["sample", "sample name", "sample_name"];
const assayNames = ["detector", "detector name", "target", "target name", "assay", "gene"];

/** A cell that may be the heading of Ct, in bytes read as latin1: the last is "Cт" with the Cyrillic te. */
const CT = /[\r\n\t,;]"?(?:avg )?c(?:t|q|rt|p|\u00d1\u0082)"? *(?=[\t,;\r\n])/gi;

/** The same in a line of text, where many are looked at and few have one. */
const CT_CELL = /(?:^|[\t,;])"?(?:avg )?c(?:[tq\u0442\u0422]|rt|p)"? *(?:[\t,;]|$)/i;

/** Whether a line is the headings of a table of wells, of whatever vendor and whatever parts its cells. */
export function isOfWells(line: string): boolean {
  if (!CT_CELL.test(line)) return false;
  const folded = line.split(/[\t,;]/).map((cell) => fold(cell.replaceAll('"', "")));
  const has = (names: readonly string[]) => folded.some((cell) => names.includes(cell));
  return has(ctNames) && (has(wellNames) || (has(sampleNames) && has(assayNames)));
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
    if (isOfWells(line)) return from + begin;
  }
  return -1;
}
