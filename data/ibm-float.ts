/**
 * The number in 2 to 8 bytes of IBM hexadecimal floating point, as SAS transport files hold it: a sign, seven bits of
 * exponent to the base 16, and a fraction of which trailing bytes may be cut off. undefined for a missing value.
 *
 * Formula: (-1)^sign * 16^(exponent - 64) * fraction, where 0 <= fraction < 1. Missing: nothing but the first byte, which is a
 * point, an underscore or a letter from A to Z.
 * Unit: that of the number. NaN where only the exponent is set and it means no missing value: neither a number nor missing.
 * Errors: none, if the number was written from a double. A fraction of more than 53 bits, which only an IBM computer writes,
 * is rounded once to the nearest double.
 * Source: SAS Institute, The record layout of a data set in SAS transport (XPORT) format, TS-140; IBM System/360 Principles
 * of Operation, A22-6821, for the number.
 */
export function ibmFloat(bytes: Uint8Array, start: number, length: number): number | undefined {
  const first = bytes[start]!;
  const byte = (at: number) => (at < length ? bytes[start + at]! : 0);
  const high = (byte(1) << 16) | (byte(2) << 8) | byte(3);
  const low = ((byte(4) << 24) | (byte(5) << 16) | (byte(6) << 8) | byte(7)) >>> 0;
  if (high === 0 && low === 0) {
    if (first === 0 || first === SIGN) return 0;
    return isMissing(first) ? undefined : Number.NaN;
  }
  // The sum rounds at most once; the power of two and the product are exact, for the result is from 2^-312 to 2^252.
  const fraction = high * 2 ** 32 + low;
  const size = fraction * 2 ** (4 * ((first & 0x7f) - 64) - 56);
  return (first & SIGN) === 0 ? size : -size;
}

const SIGN = 0x80;
const POINT = 0x2e;
const UNDERSCORE = 0x5f;

function isMissing(first: number): boolean {
  return first === POINT || first === UNDERSCORE || (first >= 0x41 && first <= 0x5a);
}
