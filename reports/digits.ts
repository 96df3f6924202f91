/** No number needs more bytes than this: -1.2345678901234567e-308 has 24. */
export const DIGITS = 26;

const ZERO = 48;
const MINUS = 45;
const POINT = 46;

/**
 * Writes the shortest decimal that reads back as x, the same as String(x), and returns where it ended; -0 is written 0.
 * A decimal of at most 15 digits is the only one of that length for its double, so x is first tried as a multiple of
 * 0.001, 0.000001 and 0.000000001, which needs no string: a Ct is one, a rounded delta Ct too.
 */
export function writeNumber(bytes: Uint8Array, at: number, x: number): number {
  const size = Math.abs(x);
  if (size < 1e6) {
    if (x < 0) bytes[at] = MINUS;
    const from = x < 0 ? at + 1 : at;
    const whole = Math.trunc(size);
    if (whole === size) return writeWhole(bytes, from, whole);
    // String(x) writes what is smaller with an exponent.
    if (size >= 1e-6) {
      const milli = Math.round(size * 1e3);
      if (milli / 1e3 === size) return writeFraction(bytes, writeWhole(bytes, from, whole), milli - whole * 1e3, 3);
      const micro = Math.round(size * 1e6);
      if (micro / 1e6 === size) return writeFraction(bytes, writeWhole(bytes, from, whole), micro - whole * 1e6, 6);
      const nano = Math.round(size * 1e9);
      if (nano / 1e9 === size) return writeFraction(bytes, writeWhole(bytes, from, whole), nano - whole * 1e9, 9);
    }
  }
  if (!Number.isFinite(x)) throw new RangeError(`${x} cannot be written: a table holds finite numbers and blanks.`);
  if (x >= 0) return writeAscii(bytes, at, spell(size));
  bytes[at] = MINUS;
  return writeAscii(bytes, at + 1, spell(size));
}

/** The last few numbers that had to be spelt: a row of expression holds dCt and -dCt, one of a sample its reference Ct. */
const recent = new Float64Array(4);
const spelt = ["0", "0", "0", "0"];
let oldest = 0;

/** String(size), the costly step, remembered for the next few cells. */
function spell(size: number): string {
  for (let i = 0; i < 4; i++) if (recent[i] === size) return spelt[i]!;
  oldest = (oldest + 1) & 3;
  recent[oldest] = size;
  spelt[oldest] = String(size);
  return spelt[oldest]!;
}

/** Writes a text of which every character is known to be ASCII. */
export function writeAscii(bytes: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

function writeWhole(bytes: Uint8Array, at: number, value: number): number {
  let rest = value | 0;
  if (rest < 10) {
    bytes[at] = ZERO + rest;
    return at + 1;
  }
  const end = at + (rest < 100 ? 2 : rest < 1000 ? 3 : rest < 10_000 ? 4 : rest < 100_000 ? 5 : 6);
  for (let i = end - 1; i >= at; i--) {
    const tenth = (rest / 10) | 0;
    bytes[i] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  return end;
}

function writeFraction(bytes: Uint8Array, at: number, value: number, decimals: number): number {
  let rest = value | 0;
  let length = decimals;
  for (let tenth = (rest / 10) | 0; tenth * 10 === rest; tenth = (rest / 10) | 0) {
    rest = tenth;
    length--;
  }
  bytes[at] = POINT;
  for (let i = at + length; i > at; i--) {
    const tenth = (rest / 10) | 0;
    bytes[i] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  return at + length + 1;
}
