import { decode } from "./encoding.ts";
import type { Code } from "./remedies.ts";
import { quote, Trouble } from "./trouble.ts";

/** Every part of a transport file is made of records of so many bytes, the last of each part filled up with blanks. */
export const RECORD = 80;
const BLANK = 0x20;

/** The bytes of a SAS transport file, and the words in which it is refused: always with the place in bytes, from 0. */
export class XptBytes {
  private readonly buffer: Buffer;

  constructor(
    readonly file: string,
    readonly bytes: Uint8Array,
  ) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  /** A whole number of 2 or 4 bytes. */
  whole(at: number, length: 2 | 4): number {
    return this.buffer.readUIntBE(at, length);
  }

  /** The number that a header holds in four digits. @throws {Trouble} where it holds none. */
  count(at: number, what: string): number {
    const digits = this.ascii(at, 4);
    if (/^ *\d+$/.test(digits)) return Number(digits);
    throw this.trouble("dataset-broken", `holds ${quote(digits)} at byte ${at}, where ${what} was expected.`);
  }

  /** A text without what fills its field up: blanks, or the zeros of some writers. */
  text(at: number, length: number): string {
    const { bytes } = this;
    let end = Math.min(at + length, bytes.length);
    while (end > at && (bytes[end - 1] === BLANK || bytes[end - 1] === 0)) end--;
    let seven = true;
    for (let i = at; i < end; i++) if (bytes[i]! >= 0x80) seven = false;
    return seven ? this.ascii(at, end - at) : decode(bytes.subarray(at, end));
  }

  isBlank(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.bytes[at] !== BLANK) return false;
    return true;
  }

  ascii(at: number, length: number): string {
    return this.buffer.toString("latin1", at, at + length);
  }

  /** @throws {Trouble} unless the header of this kind begins at the byte. */
  demandHeader(at: number, kind: string): void {
    const wanted = header(kind);
    const found = this.ascii(at, wanted.length);
    if (found === wanted) return;
    const expected = `the header ${kind} was expected at byte ${at}.`;
    throw wanted.startsWith(found)
      ? this.trouble("file-truncated", `ends at byte ${this.length}; ${expected}`)
      : this.trouble("dataset-broken", `holds ${quote(found)}; ${expected}`);
  }

  /** Where a record begins with the header of this kind, from the byte on; the end of the file where none does. */
  headerFrom(start: number, kind: string): number {
    for (let at = start; ; at++) {
      at = this.buffer.indexOf(header(kind), at, "latin1");
      if (at < 0) return this.length;
      if ((at - start) % RECORD === 0) return at;
    }
  }

  trouble(code: Code, text: string): Trouble {
    return new Trouble([{ code, file: this.file, text }]);
  }
}

/** How the first record of each part begins. */
export function header(kind: string): string {
  return `HEADER RECORD*******${kind.padEnd(8)}HEADER RECORD!!!!!!!`;
}
