import { decode } from "../../data/encoding.ts";

const TAB = 9;
const LF = 10;
const CR = 13;

/** A walk over the lines of a file, which may end in LF, CR, CRLF or a mixture. */
export class Lines {
  /** Number of the line that was given last, from 1, as the file numbers it. */
  line = 0;
  /** Whether the last line that was cut holds text beyond the width, or ends with the file instead of a line end. */
  overflow = false;
  unended = false;
  private at = 0;
  private passed = 0;

  /** `lineOf`: as a text's. */
  constructor(
    readonly bytes: Uint8Array,
    private readonly lineOf?: Uint32Array,
  ) {}

  /** Whether a byte comes in what is left. */
  has(byte: number): boolean {
    const { buffer, byteOffset, length } = this.bytes;
    return Buffer.from(buffer, byteOffset, length).indexOf(byte, this.at) >= 0;
  }

  /** Another walk, from where this one is. */
  clone(): Lines {
    const walk = new Lines(this.bytes, this.lineOf);
    walk.at = this.at;
    walk.passed = this.passed;
    walk.line = this.line;
    return walk;
  }

  /** The next line as text; undefined at the end of the file. */
  next(): string | undefined {
    const { bytes } = this;
    if (this.at >= bytes.length) return undefined;
    let end = this.at;
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++;
    const text = decode(bytes.subarray(this.at, end));
    this.pass(end);
    return text;
  }

  /** Goes to just before the line that begins with the marker, or to the end of the file. */
  skipTo(marker: string): void {
    const { bytes } = this;
    const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(marker, this.at);
    const stop = found < 0 ? bytes.length : found;
    while (this.at < stop) {
      let end = this.at;
      while (end < stop && bytes[end] !== LF && bytes[end] !== CR) end++;
      this.pass(end);
    }
  }

  /** The number of the line that begins at this byte, behind the lines that were given. */
  numberAt(begin: number): number {
    const walk = this.clone();
    while (walk.at < begin) walk.next();
    return this.lineOf?.[walk.passed] ?? walk.passed + 1;
  }

  /** Cuts the next line into as many cells as `start` has room for; false at a blank line and at the end of the file. */
  cut(start: Int32Array, end: Int32Array, width: number): boolean {
    const { bytes } = this;
    const length = bytes.length;
    const cells = start.length;
    let at = this.at;
    if (at >= length || bytes[at] === LF || bytes[at] === CR) return false;
    let cell = 0;
    start[0] = at;
    this.overflow = false;
    for (; at < length; at++) {
      const byte = bytes[at]!;
      if (byte > CR) {
        if (cell >= width && byte !== 32) this.overflow = true;
      } else if (byte === TAB) {
        if (cell < cells) end[cell] = at;
        cell++;
        if (cell < cells) start[cell] = at + 1;
      } else if (byte === LF || byte === CR) break;
    }
    if (cell < cells) end[cell] = at;
    for (let rest = cell + 1; rest < cells; rest++) {
      start[rest] = at;
      end[rest] = at;
    }
    this.unended = at >= length;
    this.pass(at);
    return true;
  }

  private pass(end: number): void {
    this.at = this.bytes[end] === CR && this.bytes[end + 1] === LF ? end + 2 : end + 1;
    this.passed++;
    this.line = this.lineOf?.[this.passed - 1] ?? this.passed;
  }
}
