import { encodeCell, isGuarded } from "../data/guard.ts";
import type { Cells } from "../data/table.ts";
import { DIGITS, writeNumber } from "./digits.ts";

/** Where cells are written until it is full. */
export interface Page {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Bytes that a row needs, texts apart. */
  readonly room: number;
  readonly write: (bytes: Uint8Array) => void;
}

/** Writes the cell of a row, and the separator after it, at a place in the page; returns where it ended. */
type Writer = (row: number, at: number) => number;

/** Made in two steps: the page's size is known only when all columns have said the room they need. */
interface Maker {
  readonly room: number;
  readonly on: (page: Page) => Writer;
}

const encoder = new TextEncoder();

/** The writer of one column. Millions of rows pass through it: a cell allocates nothing. */
export function cellWriter(cells: Cells, end: string, blank: string): Maker {
  if ("words" in cells) return wordWriter(cells.words, cells.word, end, blank);
  if ("number" in cells) return numberWriter(cells.number, end, blank);
  return textWriter(cells.text, end, blank);
}

/**
 * A word is encoded once, with its separator, into units of four bytes; copying it is a few unaligned stores. The last
 * may spill over: the next cell overwrites that.
 */
function wordWriter(words: readonly string[], word: (row: number) => number, end: string, blank: string): Maker {
  const encoded = [blank, ...words].map((text, i) =>
    encoder.encode((i === 0 || text === "" ? blank : encodeCell(text)) + end),
  );
  const starts = new Int32Array(encoded.length + 1);
  encoded.forEach((bytes, i) => {
    starts[i + 1] = starts[i]! + Math.ceil(bytes.length / 4);
  });
  const lengths = Int32Array.from(encoded, (bytes) => bytes.length);
  const store = new Uint8Array(4 * starts[encoded.length]!);
  encoded.forEach((bytes, i) => {
    store.set(bytes, 4 * starts[i]!);
  });
  const view = new DataView(store.buffer);
  const units = Int32Array.from({ length: store.length / 4 }, (_, i) => view.getInt32(4 * i, true));

  const on = ({ view }: Page): Writer => {
    return (row, at) => {
      const i = word(row) + 1;
      const stop = starts[i + 1]!;
      let to = at;
      for (let unit = starts[i]!; unit < stop; unit++) {
        view.setInt32(to, units[unit]!, true);
        to += 4;
      }
      return at + lengths[i]!;
    };
  };
  return { room: Math.max(...lengths) + 4, on };
}

function numberWriter(number: (row: number) => number, end: string, blank: string): Maker {
  const separator = end.charCodeAt(0);
  const on = ({ bytes }: Page): Writer => {
    const digits = new Uint8Array(DIGITS);
    let last = Number.NaN;
    let length = 0;
    return (row, at) => {
      const value = number(row);
      let to: number;
      // A sample's rows repeat what is the sample's: those digits are copied.
      if (value === last) {
        for (let i = 0; i < length; i++) bytes[at + i] = digits[i]!;
        to = at + length;
        // biome-ignore lint/suspicious/noSelfCompare: NaN is blank, and this is how NaN is told fastest
      } else if (value !== value) to = writeBlank(bytes, at, blank);
      else {
        to = writeNumber(bytes, at, value);
        last = value;
        length = to - at;
        for (let i = 0; i < length; i++) digits[i] = bytes[at + i]!;
      }
      bytes[to++] = separator;
      return to;
    };
  };
  return { room: DIGITS + 1, on };
}

function writeBlank(bytes: Uint8Array, at: number, blank: string): number {
  for (let i = 0; i < blank.length; i++) bytes[at + i] = blank.charCodeAt(i);
  return at + blank.length;
}

/** Any text: plain ones byte by byte; one that must be quoted, guarded or is not ASCII goes through the encoder. */
function textWriter(text: (row: number) => string, end: string, blank: string): Maker {
  const separator = end.charCodeAt(0);
  const on = (page: Page): Writer => {
    const { bytes, room } = page;
    return (row, at) => {
      const value = text(row);
      let to = -1;
      if (value === "") to = writeBlank(bytes, at, blank);
      else if (at + value.length + room <= bytes.length) to = writePlain(bytes, at, value);
      if (to < 0) to = writeEncoded(page, at, encoder.encode(encodeCell(value)));
      bytes[to] = separator;
      return to + 1;
    };
  };
  return { room: 3, on };
}

/** Writes a text that needs neither guard nor quotes and is ASCII; -1 when it is not such a text. */
function writePlain(bytes: Uint8Array, at: number, text: string): number {
  if (isGuarded(text.charCodeAt(0))) return -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // comma, quote, CR, LF
    if (code > 126 || code === 44 || code === 34 || code === 13 || code === 10) return -1;
    bytes[at + i] = code;
  }
  return at + text.length;
}

/** Writes a cell of any length: hands on the page where there is no room left, and the cell itself where no page has. */
function writeEncoded({ bytes, room, write }: Page, at: number, cell: Uint8Array): number {
  const fits = at + cell.length + room <= bytes.length;
  if (!fits) write(bytes.subarray(0, at));
  const from = fits ? at : 0;
  if (from + cell.length + room <= bytes.length) {
    bytes.set(cell, from);
    return from + cell.length;
  }
  write(cell);
  return from;
}
