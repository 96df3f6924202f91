/** Powers of ten that a double holds exactly. */
const powers = Array.from({ length: 16 }, (_, k) => 10 ** k);

export const POINT = 46;

/** No instrument writes so many digits. */
const LONGEST = 1024;

/** Reads plain decimal numbers from bytes, and remembers how the last one was written. */
export class Decimal {
  /** Decimals of the last number, where `toFixed` of it gives its text back; -1 where it does not. */
  decimals = -1;

  /**
   * NaN if the bytes are anything but digits with at most one point, or `mark` in its place. Exact, as Number() is: up to 15 digits the whole
   * number and the power of ten are exact doubles, and their division rounds once. Longer ones go through Number().
   */
  read(bytes: Uint8Array, start: number, end: number, mark = POINT): number {
    let whole = 0;
    let point = -1;
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      if (byte >= 48 && byte <= 57) whole = whole * 10 + (byte - 48);
      else if (byte === mark && point < 0) point = i;
      else return Number.NaN;
    }
    const digits = end - start - (point < 0 ? 0 : 1);
    if (digits === 0) return Number.NaN;
    const decimals = point < 0 ? 0 : end - point - 1;
    const leads = bytes[start] === mark || (bytes[start] === 48 && digits > 1 && bytes[start + 1] !== mark);
    this.decimals = digits > 15 || leads || end === point + 1 || (point >= 0 && mark !== POINT) ? -1 : decimals;
    if (digits <= 15) return whole / powers[decimals]!;
    const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + LONGEST)));
    return end - start > LONGEST ? Number.NaN : Number(text.replace(String.fromCharCode(mark), "."));
  }
}

/** Whole thousandths of a number below 65, such as a score of 0 to 2; further decimals are cut off. -1: it is none such. */
export function thousandths(bytes: Uint8Array, start: number, end: number): number {
  let whole = 0;
  let point = -1;
  let left = 3;
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit === -2 && point < 0) point = i;
    else if (!(digit >= 0 && digit <= 9) || whole > MOST) return -1;
    else if (left > 0) {
      whole = whole * 10 + digit;
      if (point >= 0) left--;
    }
  }
  whole *= powers[left]!;
  return end - start > (point < 0 ? 0 : 1) && whole <= MOST ? whole : -1;
}

const MOST = 64_999;
