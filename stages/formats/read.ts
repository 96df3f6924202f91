import type { Export, ReadExport } from "../../data/export.ts";
import { listing, quote } from "../../data/trouble.ts";
import { formats } from "./index.ts";
import type { Intake } from "./intake.ts";
import { put } from "./put.ts";

/**
 * Reads an export by the format that claims its content; an export that none claims is trouble. Of an export that was
 * read before, what it gave is put in.
 */
export function read(source: Export | ReadExport, intake: Intake): void {
  if ("extract" in source) {
    put(source, intake);
    return;
  }
  const buffer = Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength);
  for (const head of [16384, buffer.length]) {
    const text = headOf(buffer.subarray(0, head));
    const format = formats.find((one) => one.recognise(text));
    if (format) {
      format.read(source, intake);
      return;
    }
    if (head >= buffer.length) break;
  }
  intake.troubles.add({
    code: "format-unknown",
    file: source.file,
    text: `${seen(buffer)}; what is read is ${listing(formats.map((format) => format.title))}.`,
  });
}

/** The beginning of a file as text, whatever its encoding, for what is ASCII in it. */
function headOf(bytes: Buffer): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return bytes.toString("latin1", 2).replaceAll("\0", "");
  return bytes.toString("latin1", bytes[0] === 0xef ? 3 : 0);
}

/** What a file that nobody reads looks like. */
function seen(bytes: Buffer): string {
  if (bytes.length === 0) return "is empty";
  const magic = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0;
  if (magic === 0x504b0304) return "is a zip file (an xlsx workbook, an .eds or RDML file?)";
  if (magic === 0xd0cf11e0) return "is an old Excel workbook (.xls)";
  return `begins with ${quote(bytes.toString("latin1", 0, 200).split(/[\r\n]/)[0]!)}, which no known export begins with`;
}
