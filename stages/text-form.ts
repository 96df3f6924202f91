import { encodingOf, plain } from "../data/encoding.ts";
import type { TextForm } from "../data/inspection.ts";
import { delimiterOf } from "./formats/delimiter.ts";
import { HEAD, headOf } from "./formats/text.ts";

const LF = 10;
const CR = 13;

const names = { "\t": "tab", ",": "comma", ";": "semicolon", " ": "space" } as const;

/** How the bytes of a text are written: encoding, line ends, and what parts its cells. */
export function textForm(raw: Uint8Array, part: string): TextForm {
  const bytes = plain(raw);
  return { part, encoding: encodingOf(raw), lineEnds: lineEnds(bytes), delimiter: delimiter(bytes) };
}

function delimiter(bytes: Uint8Array): TextForm["delimiter"] {
  return names[delimiterOf(bytes, headOf(bytes, HEAD))];
}

function lineEnds(bytes: Uint8Array): TextForm["lineEnds"] {
  const ends = { LF: 0, CRLF: 0, CR: 0 };
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === LF) ends.LF++;
    else if (bytes[i] !== CR) continue;
    else if (bytes[i + 1] === LF) {
      ends.CRLF++;
      i++;
    } else ends.CR++;
  }
  return ends;
}
