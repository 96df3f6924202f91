const utf8 = new TextDecoder("utf-8", { fatal: true });

/** What bytes 0x80 to 0x9F mean in Windows-1252 (Node's own decoder takes them for control characters). */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * Text of a file, or of a part of it: UTF-8 where the bytes are valid UTF-8, else Windows-1252, as older instruments and SAS
 * sessions write.
 */
export function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString("latin1")
      .replace(/[\x80-\x9f]/g, (one) => windows1252[one.charCodeAt(0) - 0x80]!);
  }
}

export type Encoding = "ASCII" | "UTF-8" | "UTF-8 with a byte order mark" | "UTF-16" | "Windows-1252";

/** In what a text's bytes are written: as `plain` and `decode` take them. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const [a, b, c] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return "UTF-16";
  if (bytes.every((byte) => byte < 0x80)) return "ASCII";
  try {
    utf8.decode(bytes);
  } catch {
    return "Windows-1252";
  }
  return a === 0xef && b === 0xbb && c === 0xbf ? "UTF-8 with a byte order mark" : "UTF-8";
}

/** The same bytes in UTF-8 without a byte order mark, which UTF-16 files are told by. */
export function plain(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(new TextDecoder("utf-16le").decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(new TextDecoder("utf-16be").decode(bytes));
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
