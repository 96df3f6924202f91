import { createHash } from "node:crypto";
import { endianness } from "node:os";
import type { KeptExport } from "../data/export.ts";
import { EXTRACT_VERSION, type ExtractColumns, type ExtractTexts, extractColumns } from "../data/extract.ts";
import { parseJson } from "../data/json.ts";
import { extractOf as read } from "../stages/formats/extract.ts";
import { open } from "./containers/open.ts";
import { inputOf } from "./files.ts";

/*
 * An extract in bytes: the mark, SHA-256 of all that follows it, the length of the head in four bytes and four that are
 * nothing, the head as JSON filled up with spaces, and the columns one after the other as the machine holds them, those of
 * the widest numbers first, so that each begins where it may. Parquet was measured too, with hyparquet: 1,000 exports of 384
 * wells cost 0.6 s of CPU as text, 0.25 s so, and 0.9 s as Parquet files (0.75 s as one file of all, with as few texts as
 * can be), most of it for column heads and texts; and it is read only asynchronously.
 */

const MARK = "deltact wells\n\0\0";
const SUM = 32;
const HEAD = MARK.length + SUM + 8;

const names = (Object.keys(extractColumns) as (keyof ExtractColumns)[]).sort(
  (a, b) => extractColumns[b].BYTES_PER_ELEMENT - extractColumns[a].BYTES_PER_ELEMENT,
);

interface Head extends ExtractTexts {
  readonly export: { readonly bytes: number; readonly sha256: string };
  readonly endian: "BE" | "LE";
}

/**
 * Reads one export by itself, whatever the study, into what can be kept of it; `file`: its path in the study folder. For
 * workbooks, archives and compressed files `loadOpener()` must have been waited for.
 */
export function extractOf(file: string, bytes: Uint8Array): KeptExport {
  const { sha256 } = inputOf(file, bytes);
  return { extract: read(open({ file, bytes })), bytes: bytes.length, sha256 };
}

/** What is kept of an export, in bytes for a file. The same export gives the same bytes. */
export function encodeExtract({ extract, bytes, sha256 }: KeptExport): Uint8Array {
  const { columns, ...texts } = extract;
  const head: Head = { ...texts, export: { bytes, sha256 }, endian: endianness() };
  const json = Buffer.from(JSON.stringify(head));
  const room = Math.ceil(json.length / 8) * 8;
  const size = names.reduce((sum, name) => sum + columns[name].byteLength, HEAD + room);
  const out = Buffer.alloc(size, " ");
  out.write(MARK, 0, "latin1");
  out.writeUInt32LE(room, HEAD - 8);
  out.writeUInt32LE(0, HEAD - 4);
  json.copy(out, HEAD);
  let at = HEAD + room;
  for (const name of names) {
    const { buffer, byteOffset, byteLength } = columns[name];
    out.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  out.set(sumOf(out), MARK.length);
  return out;
}

/**
 * What was kept of an export, from the bytes of its file; or why these are of no use, and the export is to be read again:
 * they are not whole, or of another version of deltact or another kind of machine. The bytes are not held on to.
 */
export function decodeExtract(bytes: Uint8Array): KeptExport | { readonly fault: string } {
  const own = new Uint8Array(bytes);
  const view = Buffer.from(own.buffer);
  if (view.length < HEAD || view.toString("latin1", 0, MARK.length) !== MARK) return { fault: "is not an extract" };
  if (!sumOf(view).equals(view.subarray(MARK.length, MARK.length + SUM)))
    return { fault: "is not whole: its checksum is another" };
  const room = view.readUInt32LE(HEAD - 8);
  const parsed = parseJson(view.toString("utf8", HEAD, HEAD + room));
  if ("fault" in parsed) return parsed;
  const { export: of, endian, ...texts } = parsed.value as Head;
  if (texts.version !== EXTRACT_VERSION)
    return { fault: `is of version ${texts.version}; version ${EXTRACT_VERSION} is read` };
  if (endian !== endianness()) return { fault: "is of a machine with another order of bytes" };
  let at = HEAD + room;
  const columns: Record<string, unknown> = {};
  for (const name of names) {
    columns[name] = new extractColumns[name](own.buffer, at, texts.length);
    at += texts.length * extractColumns[name].BYTES_PER_ELEMENT;
  }
  return { ...of, extract: { ...texts, columns: columns as unknown as ExtractColumns } };
}

function sumOf(bytes: Buffer): Buffer {
  return createHash("sha256")
    .update(bytes.subarray(MARK.length + SUM))
    .digest();
}
