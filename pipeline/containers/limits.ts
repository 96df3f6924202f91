/**
 * What an export may be, before anything of it is decoded, and what may come of it when it is opened: all that its archives
 * hold together. The largest that were seen have 5 MB, and 25 MB when they are opened.
 */
export interface Limits {
  readonly bytes: number;
  /** Bytes of one line of text: a table of thousands of columns has a tenth of it. */
  readonly line: number;
  /** Files in one archive. */
  readonly files: number;
  /** Cells of all sheets of a workbook: twenty times those of a card with its fluorescence by cycle. */
  readonly cells: number;
  /** Bytes of an .xls workbook, which holds a cell in six of them. */
  readonly workbook: number;
}

const MB = 1024 * 1024;

export const limits: Limits = { bytes: 256 * MB, line: MB, files: 20_000, cells: 4_000_000, workbook: 32 * MB };

/** Why so many bytes are no export; undefined where they may be. */
export function tooLarge(bytes: number, most = limits.bytes): string | undefined {
  return bytes > most
    ? `has ${bytes} bytes; an export has at most ${most}: take the file away, or export its cards in several`
    : undefined;
}

const LF = 10;
const CR = 13;

/** Why bytes are no text of an export, told without reading more than line ends; XML may be one line. */
export function tooLong(bytes: Uint8Array, { line }: Limits = limits): string | undefined {
  if (bytes.length <= line || isXml(bytes)) return undefined;
  for (let from = 0; bytes.length - from > line; ) {
    const window = bytes.subarray(from, from + line + 1);
    const end = Math.max(window.lastIndexOf(LF), window.lastIndexOf(CR));
    if (end < 0) return `has a line of more than ${line} bytes from byte ${from + 1} on: it is no table of wells`;
    from += end + 1;
  }
  return undefined;
}

function isXml(bytes: Uint8Array): boolean {
  return /^(\xef\xbb\xbf)?\s*</.test(Buffer.from(bytes.subarray(0, 64)).toString("latin1"));
}
