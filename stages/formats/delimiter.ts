import type { Delimiter } from "./text.ts";

const TAB = 9;

/** A line with so many tabs, and more of them than of others, leaves no doubt; it is looked for in so many lines. */
const PLENTY = 6;
const LINES = 60;

/**
 * What a text parts its cells by: that which parts most lines into so many cells at least. XML and lines without any count as
 * tabs.
 */
export function delimiterOf(bytes: Uint8Array, head: string, least = 3): Delimiter {
  if (isTabbed(bytes) || /^\s*</.test(head)) return "\t";
  const lines = head.split(/\r\n|\r|\n/);
  const holding = (delimiter: Delimiter) => lines.filter((line) => line.split(delimiter).length >= least).length;
  const [tabs, semicolons, commas] = [holding("\t"), holding(";"), holding(",")];
  if (tabs > 0 && tabs >= Math.max(semicolons, commas)) return "\t";
  if (semicolons > 0 && semicolons >= commas) return ";";
  return commas > 0 ? "," : "\t";
}

/** Whether one of the first lines that hold a tab holds plenty. */
function isTabbed(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = buffer.indexOf(TAB);
  for (let line = 0; line < LINES && at >= 0; line++) {
    let tabs = 0;
    let others = 0;
    for (; at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13; at++) {
      if (bytes[at] === TAB) tabs++;
      else if (bytes[at] === 44 || bytes[at] === 59) others++;
    }
    if (tabs >= PLENTY && tabs > others) return true;
    at = buffer.indexOf(TAB, at);
  }
  return false;
}
