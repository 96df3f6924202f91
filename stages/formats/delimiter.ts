import type { Delimiter } from "./text.ts";

const TAB = 9;
const COMMA = 44;
const SEMICOLON = 59;

/** Bytes that are counted, and how many tabs among them leave no doubt. */
const FIRST = 4096;
const PLENTY = 20;

/** What a text parts its cells by: that of which most lines hold two or more. XML and lines without any count as tabs. */
export function delimiterOf(bytes: Uint8Array, head: string): Delimiter {
  const counts = { [TAB]: 0, [COMMA]: 0, [SEMICOLON]: 0 };
  const length = Math.min(FIRST, bytes.length);
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!;
    if (byte === TAB || byte === COMMA || byte === SEMICOLON) counts[byte]++;
  }
  if (counts[TAB] >= PLENTY && counts[TAB] > counts[COMMA] && counts[TAB] > counts[SEMICOLON]) return "\t";
  if (/^\s*</.test(head)) return "\t";
  const lines = head.split(/\r\n|\r|\n/);
  const holding = (delimiter: Delimiter) => lines.filter((line) => line.split(delimiter).length > 2).length;
  const [tabs, semicolons, commas] = [holding("\t"), holding(";"), holding(",")];
  if (tabs > 0 && tabs >= Math.max(semicolons, commas)) return "\t";
  if (semicolons > 0 && semicolons >= commas) return ";";
  return commas > 0 ? "," : "\t";
}
