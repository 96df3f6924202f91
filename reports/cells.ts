import { encodeCell, isGuarded } from "../data/guard.ts";
import type { Cells, Written } from "../data/table.ts";
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
export interface Maker {
  readonly room: number;
  readonly on: (page: Page) => Writer;
}

const encoder = new TextEncoder();

const ZERO = 48;
const POINT = 46;

/** The writer of one column. Millions of rows pass through it: a cell allocates nothing. */
export function cellWriter(cells: Cells, end: string, blank: string): Maker {
  if ("words" in cells) return wordWriter([cells.words], cells.word, end, blank);
  if ("decimals" in cells) return writtenWriter(cells, end, blank);
  if ("number" in cells) return numberWriter(cells.number, end, blank);
  return textWriter(cells.text, end, blank);
}

/**
 * The writer of neighbouring columns of words that are looked up by the same function, as all that is told of a sample
 * is. Each entry is encoded once, separators and all, into units of four bytes; copying it is a few unaligned stores. The
 * last may spill over: the next cell overwrites that.
 */
export function wordWriter(
  columns: readonly (readonly string[])[],
  word: (row: number) => number,
  end: string,
  blank: string,
): Maker {
  const entries = columns[0]!.length + 1;
  const starts = new Int32Array(entries + 1);
  const lengths = new Int32Array(entries);
  let store = new Uint8Array(entries * 16);
  for (let entry = 0; entry < entries; entry++) {
    const cells = columns.map((words) =>
      entry === 0 || words[entry - 1] === "" ? blank : encodeCell(words[entry - 1]!),
    );
    const text = cells.join(",") + end;
    const from = 4 * starts[entry]!;
    if (store.length < from + 3 * text.length + 4) store = grown(store, from + 3 * text.length + 4);
    lengths[entry] = encoder.encodeInto(text, store.subarray(from)).written;
    starts[entry + 1] = starts[entry]! + Math.ceil(lengths[entry]! / 4);
  }
  const from = new DataView(store.buffer);
  const units = Int32Array.from({ length: starts[entries]! }, (_, i) => from.getInt32(4 * i, true));

  const on = ({ view }: Page): Writer => {
    return (row, at) => {
      const entry = word(row) + 1;
      const stop = starts[entry + 1]!;
      let to = at;
      for (let unit = starts[entry]!; unit < stop; unit++) {
        view.setInt32(to, units[unit]!, true);
        to += 4;
      }
      return at + lengths[entry]!;
    };
  };
  return { room: lengths.reduce((most, length) => Math.max(most, length), 0) + 4, on };
}

function grown(store: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * length);
  larger.set(store);
  return larger;
}

/** A number with the decimals it was written with: the shortest decimal, and noughts after it. */
function writtenWriter({ number, decimals, otherwise }: Written, end: string, blank: string): Maker {
  const separator = end.charCodeAt(0);
  const texts = textWriter(otherwise, end, blank);
  const on = (page: Page): Writer => {
    const { bytes } = page;
    const text = texts.on(page);
    return (row, at) => {
      const wanted = decimals(row);
      // String writes what is smaller with an exponent, which no export does.
      if (wanted < 0 || Math.abs(number(row)) < 1e-6) return text(row, at);
      let to = writeNumber(bytes, at, number(row));
      let point = at;
      while (point < to && bytes[point] !== POINT) point++;
      if (wanted > 0) {
        if (point === to) bytes[to++] = POINT;
        while (to <= point + wanted) bytes[to++] = ZERO;
      }
      bytes[to] = separator;
      return to + 1;
    };
  };
  return { room: Math.max(texts.room, 2 * DIGITS), on };
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
