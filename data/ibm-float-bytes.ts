/**
 * Writes a number as 8 bytes of IBM hexadecimal floating point, as SAS transport files hold it; undefined as the missing
 * value ".". The reverse of `ibmFloat`.
 *
 * Formula: |value| = 16^(exponent - 64) * fraction, 1/16 <= fraction < 1; the sign, 7 bits of exponent, 56 of fraction.
 * Unit: that of the number.
 * Errors: none, for the fraction has room for the 53 bits of a double and the 3 that its first digit may lack. -0 is 0.
 * Source: SAS Institute, The record layout of a data set in SAS transport (XPORT) format, TS-140.
 *
 * @returns false where the number is beyond the format (16^-65 to 16^63), or is none; nothing is written then.
 */
export function putIbmFloat(bytes: Uint8Array, at: number, value: number | undefined): boolean {
  if (value === undefined) {
    bytes.fill(0, at, at + 8);
    bytes[at] = POINT;
    return true;
  }
  if (value === 0) {
    bytes.fill(0, at, at + 8);
    return true;
  }
  const size = Math.abs(value);
  if (!(size >= LEAST && size < BEYOND)) return false;
  const exponent = Math.floor(binaryExponent(size) / 4) + 1;
  // Products with powers of two, and parts of a number of 53 bits: all exact.
  const scaled = size * 2 ** (24 - 4 * exponent);
  const high = Math.floor(scaled);
  const low = (scaled - high) * 2 ** 32;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
  view.setUint32(0, high);
  view.setUint32(4, low);
  view.setUint8(0, (value < 0 ? SIGN : 0) | (exponent + 64));
  return true;
}

const POINT = 0x2e;
const SIGN = 0x80;
const LEAST = 16 ** -65;
const BEYOND = 16 ** 63;

/** n, where 2^n <= value < 2^(n + 1); the value is no subnormal number. */
function binaryExponent(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return ((view.getUint16(0) >> 4) & 0x7ff) - 1023;
}
